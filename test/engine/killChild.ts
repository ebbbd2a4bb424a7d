/**
 * A process to be killed: makes blocks on a home as fast as they come and says of each transaction that it
 * is committed, once a listener is told. Run as: node killChild.js HOME TAG
 */
import { writeSync } from 'node:fs'
import path from 'node:path'
import { EmbeddedEngine } from '../../node/engine/embeddedEngine.js'
import { LevelKvDb } from '../../node/engine/kvDb.js'
import { nullIndex } from '../../node/engine/nullIndex.js'
import { FileSigner } from '../../node/engine/validatorKey.js'
import { KvStoreApp } from '../../node/kvstore/app.js'
import { CommitLog } from '../../node/kvstore/log.js'
import { fromUtf8 } from '../../chain/types/bytes.js'
import { genesis, kv } from './world.js'

/** The engine of a home on the real disk. */
export async function openHome(home: string): Promise<EmbeddedEngine> {
  const signer = FileSigner.open(path.join(home, 'key.json'), path.join(home, 'state.json'))
  const { engine } = await EmbeddedEngine.open({
    app: new KvStoreApp(CommitLog.open(path.join(home, 'app.log'))),
    genesis: genesis({
      validators: [{ pubKeyType: 'ed25519', pubKey: signer.pubKey, power: 10n, name: '' }],
    }),
    db: await LevelKvDb.open(path.join(home, 'blocks')),
    signer,
    nodeId: new Uint8Array(20),
    index: nullIndex,
  })
  return engine
}

const [, script = '', home, tag] = process.argv
if (script.endsWith('killChild.js') && home !== undefined) {
  const engine = await openHome(home)
  engine.onBlock(({ stored }) => {
    for (const tx of stored.block.txs) writeSync(1, `${fromUtf8(tx)}\n`)
  })
  await engine.start()
  writeSync(1, 'ready\n')
  for (let i = 0; ; i++) {
    engine.broadcast(kv(`${tag}.${i}`, i))
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
