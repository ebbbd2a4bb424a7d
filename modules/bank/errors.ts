import { registerErrors } from '../../chain/types/errors.js'

/** Codes of x/bank at v0.50; its 6, 7 and 8 never occur here. Codes are consensus: append only. */
export const BankError = registerErrors('bank', {
  noInputs: [2, 'no inputs to send transaction'],
  noOutputs: [3, 'no outputs to send transaction'],
  inputOutputMismatch: [4, 'sum inputs != sum outputs'],
  sendDisabled: [5, 'send transactions are disabled'],
  multipleSenders: [9, 'multiple senders not allowed'],
})
