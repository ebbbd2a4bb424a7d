/** Sign bytes of SIGN_MODE_LEGACY_AMINO_JSON, for multisig members and hardware wallets. */
import { makeSignDoc, serializeSignDoc } from '@cosmjs/amino'
import { AminoTypes, createDefaultAminoConverters } from '@cosmjs/stargate'
import { infonexAminoConverters } from '../../client/amino.js'
import { infonexRegistry } from '../../client/registry.js'
import type { Fee, TxBody } from './buildTx.js'

const types = new AminoTypes({ ...createDefaultAminoConverters(), ...infonexAminoConverters() })

/** What a legacy amino signer signs. @throws Error for a message without an amino form. */
export function aminoSignBytes(
  body: TxBody,
  fee: Fee,
  chainId: string,
  account: { readonly accountNumber: bigint; readonly sequence: bigint },
): Uint8Array {
  const registry = infonexRegistry()
  const msgs = body.messages.map((m) =>
    types.toAmino({
      typeUrl: m.type_url,
      value: registry.decode({ typeUrl: m.type_url, value: m.value }) as unknown,
    }),
  )
  const stdFee = {
    amount: fee.amount,
    gas: fee.gasLimit.toString(),
    ...(fee.payer === '' ? {} : { payer: fee.payer }),
    ...(fee.granter === '' ? {} : { granter: fee.granter }),
  }
  const { accountNumber, sequence } = account
  const timeout = body.timeoutHeight === 0n ? undefined : body.timeoutHeight
  const doc = makeSignDoc(
    msgs,
    stdFee,
    chainId,
    body.memo,
    accountNumber.toString(),
    sequence.toString(),
    timeout,
  )
  return serializeSignDoc(doc)
}
