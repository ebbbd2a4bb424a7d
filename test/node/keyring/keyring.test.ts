import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  createMultisigThresholdPubkey,
  encodeSecp256k1Pubkey,
  pubkeyToAddress,
} from '@cosmjs/amino'
import { DirectSecp256k1HdWallet, encodePubkey } from '@cosmjs/proto-signing'
import t from 'tap'
import { armor, unarmor } from '../../../node/keyring/armor.js'
import { hdPath, newMnemonic, privateKeyOf, publicKeyOf } from '../../../node/keyring/derive.js'
import { open, seal } from '../../../node/keyring/encrypt.js'
import { Keyring } from '../../../node/keyring/keyring.js'
import {
  addressOf,
  keyOutput,
  multisigKey,
  parseKey,
  parsePublicKeyJson,
  publicKeyAny,
  publicKeyJson,
} from '../../../node/keyring/record.js'

const JUNK = 'test test test test test test test test test test test junk'
const LOG_N = 10

async function folder(t: { teardown(fn: () => Promise<void>): void }): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'infonex-keyring-'))
  t.teardown(() => rm(dir, { recursive: true }))
  return dir
}

/** A file keyring whose passphrase is whatever `say` holds at the moment. */
function fileKeyring(dir: string, say: { passphrase: string }): Keyring {
  return new Keyring({
    dir,
    backend: 'file',
    passphrase: () => Promise.resolve(say.passphrase),
    scryptLogN: LOG_N,
  })
}

await t.test('keys come out as CosmJS derives them', async (t) => {
  for (const index of [0, 1, 9]) {
    const wallet = await DirectSecp256k1HdWallet.fromMnemonic(JUNK, {
      prefix: 'infonex',
      hdPaths: [(await import('@cosmjs/stargate')).makeCosmoshubPath(index)],
    })
    const [account] = await wallet.getAccounts()
    const key = publicKeyOf(await privateKeyOf(JUNK, hdPath(0, index)))
    t.equal(addressOf({ kind: 'secp256k1', key }, 'infonex'), account?.address)
  }
  const words = newMnemonic(12)
  t.equal(words.split(' ').length, 12)
  t.equal(newMnemonic().split(' ').length, 24)
  t.same(await privateKeyOf(`  ${words.replaceAll(' ', '\n')} `), await privateKeyOf(words))
  t.notSame(await privateKeyOf(words, hdPath(), 'extra'), await privateKeyOf(words))
})

await t.test('a multisig has the address and the Any that CosmJS gives it', async (t) => {
  const keys = await Promise.all(
    [0, 1, 2].map(async (i) => publicKeyOf(await privateKeyOf(JUNK, hdPath(0, i)))),
  )
  const theirs = createMultisigThresholdPubkey(keys.map(encodeSecp256k1Pubkey), 2)
  const ours = multisigKey(2, keys)
  t.equal(addressOf(ours, 'infonex'), pubkeyToAddress(theirs, 'infonex'))
  const any = encodePubkey(theirs)
  t.same(publicKeyAny(ours), { type_url: any.typeUrl, value: Buffer.from(any.value) })
  t.same(parsePublicKeyJson(publicKeyJson(ours)), ours)
  t.throws(() => multisigKey(4, keys), { code: 'bad_key' })
  t.throws(() => multisigKey(0, keys), { code: 'bad_key' })
  t.throws(() => multisigKey(1, Array<Uint8Array>(8).fill(keys[0] as Uint8Array)), {
    code: 'bad_key',
  })
})

await t.test('a file key opens under its passphrase and under no other', async (t) => {
  const dir = await folder(t)
  const say = { passphrase: 'correct horse' }
  const ring = fileKeyring(dir, say)
  const secret = await privateKeyOf(JUNK)
  const record = await ring.addPrivateKey('alice', secret)
  t.equal(record.type, 'local')
  t.same(await ring.privateKey('alice'), secret)
  const file = path.join(dir, 'keyring-file', 'alice.json')
  const text = await readFile(file, 'utf8')
  t.notOk(text.includes(Buffer.from(secret).toString('base64')), 'the secret is not in the file')
  t.equal((await stat(file)).mode & 0o077, 0, 'nobody else may read it')
  say.passphrase = 'wrong horse'
  await t.rejects(ring.privateKey('alice'), { code: 'wrong_passphrase' })
  t.equal((await ring.list()).length, 1, 'the public part needs no passphrase')
  say.passphrase = 'short'
  await t.rejects(ring.addPrivateKey('bob', secret), { code: 'weak_passphrase' })
  say.passphrase = 'correct horse'
  await ring.rename('alice', 'carol')
  t.same(await ring.privateKey('carol'), secret)
  await t.rejects(ring.get('alice'), { code: 'key_not_found' })

  const moved = (await readFile(path.join(dir, 'keyring-file', 'carol.json'), 'utf8')).replace(
    '"carol"',
    '"dave"',
  )
  await writeFile(path.join(dir, 'keyring-file', 'dave.json'), moved)
  await t.rejects(
    ring.privateKey('dave'),
    { code: 'wrong_passphrase' },
    'a swapped file is refused',
  )
})

await t.test('the test backend adds, lists, finds, shows, renames and deletes', async (t) => {
  const ring = new Keyring({ dir: await folder(t), backend: 'test' })
  t.same(await ring.list(), [])
  const secret = await privateKeyOf(JUNK)
  await ring.addPrivateKey('zed', secret)
  await ring.addPrivateKey('amy', await privateKeyOf(JUNK, hdPath(0, 1)))
  t.same(
    (await ring.list()).map((k) => k.name),
    ['amy', 'zed'],
  )
  await t.rejects(ring.addPrivateKey('zed', secret), { code: 'key_exists' })
  const zed = keyOutput(await ring.get('zed'), 'infonex')
  t.match(zed, { name: 'zed', type: 'local', address: /^infonex1/, pubkey: /secp256k1.PubKey/ })
  t.equal((await ring.find(zed.address, 'infonex')).name, 'zed')
  await t.rejects(ring.find('infonex1nobody', 'infonex'), { code: 'key_not_found' })
  const members = (await ring.list()).map((k) => k.publicKey)
  const keys = members.flatMap((k) => (k.kind === 'secp256k1' ? [k.key] : []))
  const multi = await ring.addPublicKey('both', multisigKey(2, keys))
  t.equal(multi.type, 'multi')
  await t.rejects(ring.sign('both', new Uint8Array(1)), { code: 'cannot_sign' })
  await ring.rename('both', 'two')
  await ring.delete('two')
  await t.rejects(ring.delete('two'), { code: 'key_not_found' })
  t.equal((await ring.sign('zed', new Uint8Array(3))).length, 64)
  for (const name of ['', '../x', 'a/b', '.hidden', 'x'.repeat(65)])
    await t.rejects(ring.get(name), { code: 'bad_key_name' })
})

await t.test('what is damaged is refused by name', async (t) => {
  await t.rejects(privateKeyOf('test test'), { code: 'bad_mnemonic', message: /2 words/ })
  await t.rejects(privateKeyOf(JUNK.replace('junk', 'test')), { message: /checksum/ })
  await t.rejects(privateKeyOf(JUNK, '44/118'), { code: 'bad_path' })
  await t.rejects(privateKeyOf(JUNK, 'm/9999999999'), { code: 'bad_path' })
  t.throws(() => publicKeyOf(new Uint8Array(32)), { code: 'bad_key' })
  t.throws(() => parseKey('{', 'f'), { code: 'bad_key_file', message: /^f is not a key/ })
  t.throws(() => parseKey('{"version":2}', 'f'), { message: /version 2/ })
  t.throws(() => parsePublicKeyJson({ '@type': 'x' }), { code: 'bad_key' })
  const ring = new Keyring({ dir: await folder(t), backend: 'test' })
  await ring.addPrivateKey('a', await privateKeyOf(JUNK))
  await writeFile(path.join(ring.dir, 'b.json'), await readFile(path.join(ring.dir, 'a.json')))
  await t.rejects(ring.get('b'), { code: 'bad_key_file', message: /says that it is the key "a"/ })
})

await t.test('an exported key comes back under its passphrase only', async (t) => {
  const secret = await privateKeyOf(JUNK)
  const text = await armor(secret, 'export me please', LOG_N)
  t.match(text, /^-----BEGIN INFONEX PRIVATE KEY-----\n/)
  t.same(await unarmor(text, 'export me please'), secret)
  await t.rejects(unarmor(text, 'other'), { code: 'wrong_passphrase' })
  await t.rejects(unarmor('hello', 'x'), { code: 'bad_key_file' })
  const sealed = await seal(secret, 'pass', new Uint8Array(1), LOG_N)
  await t.rejects(open(sealed, 'pass', new Uint8Array(2)), { code: 'wrong_passphrase' })
})
