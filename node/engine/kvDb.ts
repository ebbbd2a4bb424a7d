import { ClassicLevel } from 'classic-level'

/** One change of a batch. */
export type KvOp =
  | { readonly type: 'put'; readonly key: Uint8Array; readonly value: Uint8Array }
  | { readonly type: 'del'; readonly key: Uint8Array }

/** What the block store asks of a database; the tests run it on one that loses what was not synced. */
export interface KvDb {
  get(key: Uint8Array): Promise<Uint8Array | undefined>
  /** All of it or nothing, and durable once it resolves. */
  batch(ops: readonly KvOp[]): Promise<void>
  close(): Promise<void>
}

/**
 * classic-level behind KvDb. LevelDB refuses every write after one has failed (a full disk), so a failed
 * batch makes the next one open the database anew.
 */
export class LevelKvDb implements KvDb {
  private readonly path: string
  private db: ClassicLevel<Uint8Array, Uint8Array>
  private broken = false

  private constructor(path: string, db: ClassicLevel<Uint8Array, Uint8Array>) {
    this.path = path
    this.db = db
  }

  /** @throws Error when the folder cannot be opened, such as by a second process. */
  static async open(path: string): Promise<LevelKvDb> {
    return new LevelKvDb(path, await openLevel(path))
  }

  async get(key: Uint8Array): Promise<Uint8Array | undefined> {
    return this.db.get(key)
  }

  async batch(ops: readonly KvOp[]): Promise<void> {
    if (this.broken) {
      await this.db.close()
      this.db = await openLevel(this.path)
      this.broken = false
    }
    try {
      await this.db.batch([...ops], { sync: true })
    } catch (error) {
      this.broken = true
      throw error
    }
  }

  async close(): Promise<void> {
    await this.db.close()
  }
}

async function openLevel(path: string): Promise<ClassicLevel<Uint8Array, Uint8Array>> {
  const db = new ClassicLevel<Uint8Array, Uint8Array>(path, {
    keyEncoding: 'view',
    valueEncoding: 'view',
  })
  await db.open()
  return db
}
