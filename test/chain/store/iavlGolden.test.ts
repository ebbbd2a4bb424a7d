import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { NodeHasher } from '../../../chain/store/iavl/hash.js'
import { NodePool } from '../../../chain/store/iavl/pool.js'
import { removeKey, setKey } from '../../../chain/store/iavl/tree.js'
import { fromHex, toHex, utf8 } from '../../../chain/types/bytes.js'

// cosmos/iavl tree_test.go TestTreeHash
const ROOTS = [
  '58ec30fa27f338057e5964ed9ec3367e59b2b54bec4c194f10fde7fed16c2a1c',
  '91ad3ace227372f0064b2d63e8493ce8f4bdcbd16c7a8e4f4d54029c9db9570c',
  '92c25dce822c5968c228cfe7e686129ea281f79273d4a8fcf6f9130a47aa5421',
  'e44d170925554f42e00263155c19574837a38e3efed8910daccc7fa12f560fa0',
]

await t.test('the four golden roots of TestTreeHash', (t) => {
  const text = gunzipSync(readFileSync('test/vectors/iavl/testTreeHash.txt.gz')).toString()
  const pool = new NodePool({ poison: true, nodes: 1, arenaBytes: 64 })
  const hasher = new NodeHasher(pool)
  const roots: string[] = []
  let root = 0
  pool.version = 1
  for (const line of text.trim().split('\n')) {
    const [op, key = '', value = ''] = line.split(' ')
    if (op === 'S') root = setKey(pool, root, fromHex(key), fromHex(value))
    else if (op === 'D') root = removeKey(pool, root, fromHex(key))
    else {
      hasher.hashNew(root)
      roots.push(toHex(pool.hashOf(root)))
      pool.orphans.take()
      pool.version++
    }
  }
  t.strictSame(roots, ROOTS)
  t.end()
})

await t.test('one leaf a -> 1 at version 1', (t) => {
  const pool = new NodePool()
  pool.version = 1
  const root = setKey(pool, 0, utf8('a'), utf8('1'))
  new NodeHasher(pool).hashNew(root)
  t.equal(
    toHex(pool.hashOf(root)),
    'bbe33cd0a785b97b9fb1f964aa71159dacd9e0ade84df7403dc0f9dc24818404',
  )
  t.end()
})
