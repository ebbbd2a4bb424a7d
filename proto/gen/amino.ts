/** [field, name in JSON, kind (u s 64-bit, t text, b bytes, o bool, n number, m message), repeated, kept when empty, nested]. */
export type AminoField = readonly [string, string, string, number, number, string]
export const AMINO_FIELDS: Readonly<Record<string, readonly AminoField[]>> = {
 "infonex.beacon.v1.MsgCommitOnion": [
  [
   "operator",
   "operator",
   "t",
   0,
   0,
   ""
  ],
  [
   "validatorAddress",
   "validator_address",
   "b",
   0,
   0,
   ""
  ],
  [
   "next",
   "next",
   "m",
   0,
   0,
   "infonex.beacon.v1.OnionCommitment"
  ]
 ],
 "infonex.beacon.v1.OnionCommitment": [
  [
   "root",
   "root",
   "b",
   0,
   0,
   ""
  ],
  [
   "length",
   "length",
   "u",
   0,
   0,
   ""
  ]
 ]
}
/** Own messages -> amino type. */
export const AMINO_NAMES: Readonly<Record<string, string>> = {
 "infonex.beacon.v1.MsgCommitOnion": "infonex/MsgCommitOnion"
}
