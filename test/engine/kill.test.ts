import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ClassicLevel } from 'classic-level'
import t from 'tap'
import { fromUtf8, utf8 } from '../../chain/types/bytes.js'
import { LevelKvDb } from '../../node/engine/kvDb.js'
import { openHome } from './killChild.js'
import { verifyChain } from './verifyChain.js'
import { genesis } from './world.js'

const folder = mkdtempSync(path.join(tmpdir(), 'infonex-kill-'))
t.teardown(() => rmSync(folder, { recursive: true }))

/** Runs a node until some ms after its first transaction; gives those that it said are committed. */
function runAndKill(home: string, tag: string, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, ['dist/test/engine/killChild.js', home, tag], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  let armed = false
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part
    // The first transaction, however slow the machine is.
    if (armed || !/=\d+\n/.test(text)) return
    armed = true
    setTimeout(() => child.kill('SIGKILL'), afterMs)
  })
  return new Promise((resolve, reject) => {
    child.on('close', (code, signal) => {
      const lines = text.slice(0, text.lastIndexOf('\n')).split('\n')
      if (signal === 'SIGKILL') resolve(lines.filter((line) => line !== 'ready' && line !== ''))
      else reject(new Error(`the node ended by itself with ${code}`))
    })
  })
}

await t.test(
  'kill -9 under load: all that was told is there, and the chain verifies',
  async (t) => {
    const home = path.join(folder, 'home')
    const told: string[] = []
    for (const [life, afterMs] of [37, 120, 5, 81].entries())
      told.push(...(await runAndKill(home, `life${life}`, afterMs)))
    const engine = await openHome(home)
    const txs: string[] = []
    for (let h = 1n; h <= engine.blocks.height; h++)
      txs.push(...((await engine.blocks.block(h))?.block.txs.map(fromUtf8) ?? []))
    t.ok(told.length >= 4, `${told.length} transactions were told`)
    t.same(
      told.filter((tx) => !txs.includes(tx)),
      [],
    )
    t.equal(new Set(txs).size, txs.length)
    await verifyChain(engine.blocks, genesis().chainId)
    await engine.stop()
  },
)

await t.test('a database whose write failed is opened anew for the next one', async (t) => {
  const db = await LevelKvDb.open(path.join(folder, 'db'))
  const [key, value] = [utf8('k'), utf8('v')]
  await db.batch([{ type: 'put', key, value }])
  // Closed under it: the next write fails, as after a full disk.
  await (db as unknown as { db: ClassicLevel }).db.close()
  await t.rejects(db.batch([{ type: 'put', key: utf8('l'), value }]))
  await db.batch([{ type: 'del', key }])
  t.equal(await db.get(key), undefined)
  t.equal(await db.get(utf8('l')), undefined)
  await db.close()
})
