export interface RpcMethod {
  readonly name: string
  readonly request: string
  readonly response: string
  readonly http: readonly (readonly [string, string])[]
}
export interface RpcService {
  readonly service: string
  readonly methods: readonly RpcMethod[]
}
export const SERVICES: readonly RpcService[] = [
 {
  "service": "cosmos.auth.v1beta1.Msg",
  "methods": [
   {
    "name": "UpdateParams",
    "request": "cosmos.auth.v1beta1.MsgUpdateParams",
    "response": "cosmos.auth.v1beta1.MsgUpdateParamsResponse",
    "http": []
   }
  ]
 },
 {
  "service": "cosmos.auth.v1beta1.Query",
  "methods": [
   {
    "name": "Accounts",
    "request": "cosmos.auth.v1beta1.QueryAccountsRequest",
    "response": "cosmos.auth.v1beta1.QueryAccountsResponse",
    "http": [
     [
      "GET",
      "/cosmos/auth/v1beta1/accounts"
     ]
    ]
   },
   {
    "name": "Account",
    "request": "cosmos.auth.v1beta1.QueryAccountRequest",
    "response": "cosmos.auth.v1beta1.QueryAccountResponse",
    "http": [
     [
      "GET",
      "/cosmos/auth/v1beta1/accounts/{address}"
     ]
    ]
   },
   {
    "name": "AccountAddressByID",
    "request": "cosmos.auth.v1beta1.QueryAccountAddressByIDRequest",
    "response": "cosmos.auth.v1beta1.QueryAccountAddressByIDResponse",
    "http": [
     [
      "GET",
      "/cosmos/auth/v1beta1/address_by_id/{id}"
     ]
    ]
   },
   {
    "name": "Params",
    "request": "cosmos.auth.v1beta1.QueryParamsRequest",
    "response": "cosmos.auth.v1beta1.QueryParamsResponse",
    "http": [
     [
      "GET",
      "/cosmos/auth/v1beta1/params"
     ]
    ]
   },
   {
    "name": "ModuleAccounts",
    "request": "cosmos.auth.v1beta1.QueryModuleAccountsRequest",
    "response": "cosmos.auth.v1beta1.QueryModuleAccountsResponse",
    "http": [
     [
      "GET",
      "/cosmos/auth/v1beta1/module_accounts"
     ]
    ]
   },
   {
    "name": "ModuleAccountByName",
    "request": "cosmos.auth.v1beta1.QueryModuleAccountByNameRequest",
    "response": "cosmos.auth.v1beta1.QueryModuleAccountByNameResponse",
    "http": [
     [
      "GET",
      "/cosmos/auth/v1beta1/module_accounts/{name}"
     ]
    ]
   },
   {
    "name": "Bech32Prefix",
    "request": "cosmos.auth.v1beta1.Bech32PrefixRequest",
    "response": "cosmos.auth.v1beta1.Bech32PrefixResponse",
    "http": [
     [
      "GET",
      "/cosmos/auth/v1beta1/bech32"
     ]
    ]
   },
   {
    "name": "AddressBytesToString",
    "request": "cosmos.auth.v1beta1.AddressBytesToStringRequest",
    "response": "cosmos.auth.v1beta1.AddressBytesToStringResponse",
    "http": [
     [
      "GET",
      "/cosmos/auth/v1beta1/bech32/{address_bytes}"
     ]
    ]
   },
   {
    "name": "AddressStringToBytes",
    "request": "cosmos.auth.v1beta1.AddressStringToBytesRequest",
    "response": "cosmos.auth.v1beta1.AddressStringToBytesResponse",
    "http": [
     [
      "GET",
      "/cosmos/auth/v1beta1/bech32/{address_string}"
     ]
    ]
   },
   {
    "name": "AccountInfo",
    "request": "cosmos.auth.v1beta1.QueryAccountInfoRequest",
    "response": "cosmos.auth.v1beta1.QueryAccountInfoResponse",
    "http": [
     [
      "GET",
      "/cosmos/auth/v1beta1/account_info/{address}"
     ]
    ]
   }
  ]
 },
 {
  "service": "cosmos.authz.v1beta1.Msg",
  "methods": [
   {
    "name": "Grant",
    "request": "cosmos.authz.v1beta1.MsgGrant",
    "response": "cosmos.authz.v1beta1.MsgGrantResponse",
    "http": []
   },
   {
    "name": "Exec",
    "request": "cosmos.authz.v1beta1.MsgExec",
    "response": "cosmos.authz.v1beta1.MsgExecResponse",
    "http": []
   },
   {
    "name": "Revoke",
    "request": "cosmos.authz.v1beta1.MsgRevoke",
    "response": "cosmos.authz.v1beta1.MsgRevokeResponse",
    "http": []
   }
  ]
 },
 {
  "service": "cosmos.authz.v1beta1.Query",
  "methods": [
   {
    "name": "Grants",
    "request": "cosmos.authz.v1beta1.QueryGrantsRequest",
    "response": "cosmos.authz.v1beta1.QueryGrantsResponse",
    "http": [
     [
      "GET",
      "/cosmos/authz/v1beta1/grants"
     ]
    ]
   },
   {
    "name": "GranterGrants",
    "request": "cosmos.authz.v1beta1.QueryGranterGrantsRequest",
    "response": "cosmos.authz.v1beta1.QueryGranterGrantsResponse",
    "http": [
     [
      "GET",
      "/cosmos/authz/v1beta1/grants/granter/{granter}"
     ]
    ]
   },
   {
    "name": "GranteeGrants",
    "request": "cosmos.authz.v1beta1.QueryGranteeGrantsRequest",
    "response": "cosmos.authz.v1beta1.QueryGranteeGrantsResponse",
    "http": [
     [
      "GET",
      "/cosmos/authz/v1beta1/grants/grantee/{grantee}"
     ]
    ]
   }
  ]
 },
 {
  "service": "cosmos.bank.v1beta1.Msg",
  "methods": [
   {
    "name": "Send",
    "request": "cosmos.bank.v1beta1.MsgSend",
    "response": "cosmos.bank.v1beta1.MsgSendResponse",
    "http": []
   },
   {
    "name": "MultiSend",
    "request": "cosmos.bank.v1beta1.MsgMultiSend",
    "response": "cosmos.bank.v1beta1.MsgMultiSendResponse",
    "http": []
   },
   {
    "name": "UpdateParams",
    "request": "cosmos.bank.v1beta1.MsgUpdateParams",
    "response": "cosmos.bank.v1beta1.MsgUpdateParamsResponse",
    "http": []
   },
   {
    "name": "SetSendEnabled",
    "request": "cosmos.bank.v1beta1.MsgSetSendEnabled",
    "response": "cosmos.bank.v1beta1.MsgSetSendEnabledResponse",
    "http": []
   }
  ]
 },
 {
  "service": "cosmos.bank.v1beta1.Query",
  "methods": [
   {
    "name": "Balance",
    "request": "cosmos.bank.v1beta1.QueryBalanceRequest",
    "response": "cosmos.bank.v1beta1.QueryBalanceResponse",
    "http": [
     [
      "GET",
      "/cosmos/bank/v1beta1/balances/{address}/by_denom"
     ]
    ]
   },
   {
    "name": "AllBalances",
    "request": "cosmos.bank.v1beta1.QueryAllBalancesRequest",
    "response": "cosmos.bank.v1beta1.QueryAllBalancesResponse",
    "http": [
     [
      "GET",
      "/cosmos/bank/v1beta1/balances/{address}"
     ]
    ]
   },
   {
    "name": "SpendableBalances",
    "request": "cosmos.bank.v1beta1.QuerySpendableBalancesRequest",
    "response": "cosmos.bank.v1beta1.QuerySpendableBalancesResponse",
    "http": [
     [
      "GET",
      "/cosmos/bank/v1beta1/spendable_balances/{address}"
     ]
    ]
   },
   {
    "name": "SpendableBalanceByDenom",
    "request": "cosmos.bank.v1beta1.QuerySpendableBalanceByDenomRequest",
    "response": "cosmos.bank.v1beta1.QuerySpendableBalanceByDenomResponse",
    "http": [
     [
      "GET",
      "/cosmos/bank/v1beta1/spendable_balances/{address}/by_denom"
     ]
    ]
   },
   {
    "name": "TotalSupply",
    "request": "cosmos.bank.v1beta1.QueryTotalSupplyRequest",
    "response": "cosmos.bank.v1beta1.QueryTotalSupplyResponse",
    "http": [
     [
      "GET",
      "/cosmos/bank/v1beta1/supply"
     ]
    ]
   },
   {
    "name": "SupplyOf",
    "request": "cosmos.bank.v1beta1.QuerySupplyOfRequest",
    "response": "cosmos.bank.v1beta1.QuerySupplyOfResponse",
    "http": [
     [
      "GET",
      "/cosmos/bank/v1beta1/supply/by_denom"
     ]
    ]
   },
   {
    "name": "Params",
    "request": "cosmos.bank.v1beta1.QueryParamsRequest",
    "response": "cosmos.bank.v1beta1.QueryParamsResponse",
    "http": [
     [
      "GET",
      "/cosmos/bank/v1beta1/params"
     ]
    ]
   },
   {
    "name": "DenomMetadata",
    "request": "cosmos.bank.v1beta1.QueryDenomMetadataRequest",
    "response": "cosmos.bank.v1beta1.QueryDenomMetadataResponse",
    "http": [
     [
      "GET",
      "/cosmos/bank/v1beta1/denoms_metadata/{denom=**}"
     ]
    ]
   },
   {
    "name": "DenomMetadataByQueryString",
    "request": "cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringRequest",
    "response": "cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringResponse",
    "http": [
     [
      "GET",
      "/cosmos/bank/v1beta1/denoms_metadata_by_query_string"
     ]
    ]
   },
   {
    "name": "DenomsMetadata",
    "request": "cosmos.bank.v1beta1.QueryDenomsMetadataRequest",
    "response": "cosmos.bank.v1beta1.QueryDenomsMetadataResponse",
    "http": [
     [
      "GET",
      "/cosmos/bank/v1beta1/denoms_metadata"
     ]
    ]
   },
   {
    "name": "DenomOwners",
    "request": "cosmos.bank.v1beta1.QueryDenomOwnersRequest",
    "response": "cosmos.bank.v1beta1.QueryDenomOwnersResponse",
    "http": [
     [
      "GET",
      "/cosmos/bank/v1beta1/denom_owners/{denom=**}"
     ]
    ]
   },
   {
    "name": "DenomOwnersByQuery",
    "request": "cosmos.bank.v1beta1.QueryDenomOwnersByQueryRequest",
    "response": "cosmos.bank.v1beta1.QueryDenomOwnersByQueryResponse",
    "http": [
     [
      "GET",
      "/cosmos/bank/v1beta1/denom_owners_by_query"
     ]
    ]
   },
   {
    "name": "SendEnabled",
    "request": "cosmos.bank.v1beta1.QuerySendEnabledRequest",
    "response": "cosmos.bank.v1beta1.QuerySendEnabledResponse",
    "http": [
     [
      "GET",
      "/cosmos/bank/v1beta1/send_enabled"
     ]
    ]
   }
  ]
 },
 {
  "service": "cosmos.base.node.v1beta1.Service",
  "methods": [
   {
    "name": "Config",
    "request": "cosmos.base.node.v1beta1.ConfigRequest",
    "response": "cosmos.base.node.v1beta1.ConfigResponse",
    "http": [
     [
      "GET",
      "/cosmos/base/node/v1beta1/config"
     ]
    ]
   },
   {
    "name": "Status",
    "request": "cosmos.base.node.v1beta1.StatusRequest",
    "response": "cosmos.base.node.v1beta1.StatusResponse",
    "http": [
     [
      "GET",
      "/cosmos/base/node/v1beta1/status"
     ]
    ]
   }
  ]
 },
 {
  "service": "cosmos.base.tendermint.v1beta1.Service",
  "methods": [
   {
    "name": "GetNodeInfo",
    "request": "cosmos.base.tendermint.v1beta1.GetNodeInfoRequest",
    "response": "cosmos.base.tendermint.v1beta1.GetNodeInfoResponse",
    "http": [
     [
      "GET",
      "/cosmos/base/tendermint/v1beta1/node_info"
     ]
    ]
   },
   {
    "name": "GetSyncing",
    "request": "cosmos.base.tendermint.v1beta1.GetSyncingRequest",
    "response": "cosmos.base.tendermint.v1beta1.GetSyncingResponse",
    "http": [
     [
      "GET",
      "/cosmos/base/tendermint/v1beta1/syncing"
     ]
    ]
   },
   {
    "name": "GetLatestBlock",
    "request": "cosmos.base.tendermint.v1beta1.GetLatestBlockRequest",
    "response": "cosmos.base.tendermint.v1beta1.GetLatestBlockResponse",
    "http": [
     [
      "GET",
      "/cosmos/base/tendermint/v1beta1/blocks/latest"
     ]
    ]
   },
   {
    "name": "GetBlockByHeight",
    "request": "cosmos.base.tendermint.v1beta1.GetBlockByHeightRequest",
    "response": "cosmos.base.tendermint.v1beta1.GetBlockByHeightResponse",
    "http": [
     [
      "GET",
      "/cosmos/base/tendermint/v1beta1/blocks/{height}"
     ]
    ]
   },
   {
    "name": "GetLatestValidatorSet",
    "request": "cosmos.base.tendermint.v1beta1.GetLatestValidatorSetRequest",
    "response": "cosmos.base.tendermint.v1beta1.GetLatestValidatorSetResponse",
    "http": [
     [
      "GET",
      "/cosmos/base/tendermint/v1beta1/validatorsets/latest"
     ]
    ]
   },
   {
    "name": "GetValidatorSetByHeight",
    "request": "cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightRequest",
    "response": "cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightResponse",
    "http": [
     [
      "GET",
      "/cosmos/base/tendermint/v1beta1/validatorsets/{height}"
     ]
    ]
   },
   {
    "name": "ABCIQuery",
    "request": "cosmos.base.tendermint.v1beta1.ABCIQueryRequest",
    "response": "cosmos.base.tendermint.v1beta1.ABCIQueryResponse",
    "http": [
     [
      "GET",
      "/cosmos/base/tendermint/v1beta1/abci_query"
     ]
    ]
   }
  ]
 },
 {
  "service": "cosmos.consensus.v1.Msg",
  "methods": [
   {
    "name": "UpdateParams",
    "request": "cosmos.consensus.v1.MsgUpdateParams",
    "response": "cosmos.consensus.v1.MsgUpdateParamsResponse",
    "http": []
   }
  ]
 },
 {
  "service": "cosmos.consensus.v1.Query",
  "methods": [
   {
    "name": "Params",
    "request": "cosmos.consensus.v1.QueryParamsRequest",
    "response": "cosmos.consensus.v1.QueryParamsResponse",
    "http": [
     [
      "GET",
      "/cosmos/consensus/v1/params"
     ]
    ]
   }
  ]
 },
 {
  "service": "cosmos.feegrant.v1beta1.Msg",
  "methods": [
   {
    "name": "GrantAllowance",
    "request": "cosmos.feegrant.v1beta1.MsgGrantAllowance",
    "response": "cosmos.feegrant.v1beta1.MsgGrantAllowanceResponse",
    "http": []
   },
   {
    "name": "RevokeAllowance",
    "request": "cosmos.feegrant.v1beta1.MsgRevokeAllowance",
    "response": "cosmos.feegrant.v1beta1.MsgRevokeAllowanceResponse",
    "http": []
   },
   {
    "name": "PruneAllowances",
    "request": "cosmos.feegrant.v1beta1.MsgPruneAllowances",
    "response": "cosmos.feegrant.v1beta1.MsgPruneAllowancesResponse",
    "http": []
   }
  ]
 },
 {
  "service": "cosmos.feegrant.v1beta1.Query",
  "methods": [
   {
    "name": "Allowance",
    "request": "cosmos.feegrant.v1beta1.QueryAllowanceRequest",
    "response": "cosmos.feegrant.v1beta1.QueryAllowanceResponse",
    "http": [
     [
      "GET",
      "/cosmos/feegrant/v1beta1/allowance/{granter}/{grantee}"
     ]
    ]
   },
   {
    "name": "Allowances",
    "request": "cosmos.feegrant.v1beta1.QueryAllowancesRequest",
    "response": "cosmos.feegrant.v1beta1.QueryAllowancesResponse",
    "http": [
     [
      "GET",
      "/cosmos/feegrant/v1beta1/allowances/{grantee}"
     ]
    ]
   },
   {
    "name": "AllowancesByGranter",
    "request": "cosmos.feegrant.v1beta1.QueryAllowancesByGranterRequest",
    "response": "cosmos.feegrant.v1beta1.QueryAllowancesByGranterResponse",
    "http": [
     [
      "GET",
      "/cosmos/feegrant/v1beta1/issued/{granter}"
     ]
    ]
   }
  ]
 },
 {
  "service": "cosmos.tx.v1beta1.Service",
  "methods": [
   {
    "name": "Simulate",
    "request": "cosmos.tx.v1beta1.SimulateRequest",
    "response": "cosmos.tx.v1beta1.SimulateResponse",
    "http": [
     [
      "POST",
      "/cosmos/tx/v1beta1/simulate"
     ]
    ]
   },
   {
    "name": "GetTx",
    "request": "cosmos.tx.v1beta1.GetTxRequest",
    "response": "cosmos.tx.v1beta1.GetTxResponse",
    "http": [
     [
      "GET",
      "/cosmos/tx/v1beta1/txs/{hash}"
     ]
    ]
   },
   {
    "name": "BroadcastTx",
    "request": "cosmos.tx.v1beta1.BroadcastTxRequest",
    "response": "cosmos.tx.v1beta1.BroadcastTxResponse",
    "http": [
     [
      "POST",
      "/cosmos/tx/v1beta1/txs"
     ]
    ]
   },
   {
    "name": "GetTxsEvent",
    "request": "cosmos.tx.v1beta1.GetTxsEventRequest",
    "response": "cosmos.tx.v1beta1.GetTxsEventResponse",
    "http": [
     [
      "GET",
      "/cosmos/tx/v1beta1/txs"
     ]
    ]
   },
   {
    "name": "GetBlockWithTxs",
    "request": "cosmos.tx.v1beta1.GetBlockWithTxsRequest",
    "response": "cosmos.tx.v1beta1.GetBlockWithTxsResponse",
    "http": [
     [
      "GET",
      "/cosmos/tx/v1beta1/txs/block/{height}"
     ]
    ]
   },
   {
    "name": "TxDecode",
    "request": "cosmos.tx.v1beta1.TxDecodeRequest",
    "response": "cosmos.tx.v1beta1.TxDecodeResponse",
    "http": [
     [
      "POST",
      "/cosmos/tx/v1beta1/decode"
     ]
    ]
   },
   {
    "name": "TxEncode",
    "request": "cosmos.tx.v1beta1.TxEncodeRequest",
    "response": "cosmos.tx.v1beta1.TxEncodeResponse",
    "http": [
     [
      "POST",
      "/cosmos/tx/v1beta1/encode"
     ]
    ]
   }
  ]
 },
 {
  "service": "cosmos.vesting.v1beta1.Msg",
  "methods": [
   {
    "name": "CreateVestingAccount",
    "request": "cosmos.vesting.v1beta1.MsgCreateVestingAccount",
    "response": "cosmos.vesting.v1beta1.MsgCreateVestingAccountResponse",
    "http": []
   },
   {
    "name": "CreatePermanentLockedAccount",
    "request": "cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount",
    "response": "cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccountResponse",
    "http": []
   },
   {
    "name": "CreatePeriodicVestingAccount",
    "request": "cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount",
    "response": "cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccountResponse",
    "http": []
   }
  ]
 },
 {
  "service": "infonex.beacon.v1.Msg",
  "methods": [
   {
    "name": "CommitOnion",
    "request": "infonex.beacon.v1.MsgCommitOnion",
    "response": "infonex.beacon.v1.MsgCommitOnionResponse",
    "http": []
   }
  ]
 },
 {
  "service": "infonex.beacon.v1.Query",
  "methods": [
   {
    "name": "Seed",
    "request": "infonex.beacon.v1.QuerySeedRequest",
    "response": "infonex.beacon.v1.QuerySeedResponse",
    "http": [
     [
      "GET",
      "/infonex/beacon/v1/seeds/{height}"
     ]
    ]
   },
   {
    "name": "Onions",
    "request": "infonex.beacon.v1.QueryOnionsRequest",
    "response": "infonex.beacon.v1.QueryOnionsResponse",
    "http": [
     [
      "GET",
      "/infonex/beacon/v1/onions"
     ]
    ]
   },
   {
    "name": "Params",
    "request": "infonex.beacon.v1.QueryParamsRequest",
    "response": "infonex.beacon.v1.QueryParamsResponse",
    "http": [
     [
      "GET",
      "/infonex/beacon/v1/params"
     ]
    ]
   }
  ]
 },
 {
  "service": "infonex.gov.v1.Msg",
  "methods": [
   {
    "name": "AnnounceParams",
    "request": "infonex.gov.v1.MsgAnnounceParams",
    "response": "infonex.gov.v1.MsgAnnounceParamsResponse",
    "http": []
   },
   {
    "name": "CancelAnnouncement",
    "request": "infonex.gov.v1.MsgCancelAnnouncement",
    "response": "infonex.gov.v1.MsgCancelAnnouncementResponse",
    "http": []
   },
   {
    "name": "UpdateParams",
    "request": "infonex.gov.v1.MsgUpdateParams",
    "response": "infonex.gov.v1.MsgUpdateParamsResponse",
    "http": []
   }
  ]
 },
 {
  "service": "infonex.gov.v1.Query",
  "methods": [
   {
    "name": "Announcements",
    "request": "infonex.gov.v1.QueryAnnouncementsRequest",
    "response": "infonex.gov.v1.QueryAnnouncementsResponse",
    "http": [
     [
      "GET",
      "/infonex/gov/v1/announcements"
     ]
    ]
   },
   {
    "name": "Authority",
    "request": "infonex.gov.v1.QueryAuthorityRequest",
    "response": "infonex.gov.v1.QueryAuthorityResponse",
    "http": [
     [
      "GET",
      "/infonex/gov/v1/authority"
     ]
    ]
   },
   {
    "name": "Params",
    "request": "infonex.gov.v1.QueryParamsRequest",
    "response": "infonex.gov.v1.QueryParamsResponse",
    "http": [
     [
      "GET",
      "/infonex/gov/v1/params"
     ]
    ]
   }
  ]
 },
 {
  "service": "infonex.model.v1.Msg",
  "methods": [
   {
    "name": "RegisterModel",
    "request": "infonex.model.v1.MsgRegisterModel",
    "response": "infonex.model.v1.MsgRegisterModelResponse",
    "http": []
   },
   {
    "name": "PostGraph",
    "request": "infonex.model.v1.MsgPostGraph",
    "response": "infonex.model.v1.MsgPostGraphResponse",
    "http": []
   },
   {
    "name": "UpdateModel",
    "request": "infonex.model.v1.MsgUpdateModel",
    "response": "infonex.model.v1.MsgUpdateModelResponse",
    "http": []
   },
   {
    "name": "RetireModel",
    "request": "infonex.model.v1.MsgRetireModel",
    "response": "infonex.model.v1.MsgRetireModelResponse",
    "http": []
   },
   {
    "name": "UpdateParams",
    "request": "infonex.model.v1.MsgUpdateParams",
    "response": "infonex.model.v1.MsgUpdateParamsResponse",
    "http": []
   }
  ]
 },
 {
  "service": "infonex.model.v1.Query",
  "methods": [
   {
    "name": "Model",
    "request": "infonex.model.v1.QueryModelRequest",
    "response": "infonex.model.v1.QueryModelResponse",
    "http": [
     [
      "GET",
      "/infonex/model/v1/models/{id}"
     ]
    ]
   },
   {
    "name": "Models",
    "request": "infonex.model.v1.QueryModelsRequest",
    "response": "infonex.model.v1.QueryModelsResponse",
    "http": [
     [
      "GET",
      "/infonex/model/v1/models"
     ]
    ]
   },
   {
    "name": "GraphChunk",
    "request": "infonex.model.v1.QueryGraphChunkRequest",
    "response": "infonex.model.v1.QueryGraphChunkResponse",
    "http": [
     [
      "GET",
      "/infonex/model/v1/models/{id}/graph/{index}"
     ]
    ]
   },
   {
    "name": "Params",
    "request": "infonex.model.v1.QueryParamsRequest",
    "response": "infonex.model.v1.QueryParamsResponse",
    "http": [
     [
      "GET",
      "/infonex/model/v1/params"
     ]
    ]
   }
  ]
 },
 {
  "service": "infonex.payment.v1.Msg",
  "methods": [
   {
    "name": "Deposit",
    "request": "infonex.payment.v1.MsgDeposit",
    "response": "infonex.payment.v1.MsgDepositResponse",
    "http": []
   },
   {
    "name": "WithdrawFree",
    "request": "infonex.payment.v1.MsgWithdrawFree",
    "response": "infonex.payment.v1.MsgWithdrawFreeResponse",
    "http": []
   },
   {
    "name": "OpenChannel",
    "request": "infonex.payment.v1.MsgOpenChannel",
    "response": "infonex.payment.v1.MsgOpenChannelResponse",
    "http": []
   },
   {
    "name": "GrantManager",
    "request": "infonex.payment.v1.MsgGrantManager",
    "response": "infonex.payment.v1.MsgGrantManagerResponse",
    "http": []
   },
   {
    "name": "RevokeManagerGrant",
    "request": "infonex.payment.v1.MsgRevokeManagerGrant",
    "response": "infonex.payment.v1.MsgRevokeManagerGrantResponse",
    "http": []
   },
   {
    "name": "OpenChannelByGrant",
    "request": "infonex.payment.v1.MsgOpenChannelByGrant",
    "response": "infonex.payment.v1.MsgOpenChannelByGrantResponse",
    "http": []
   },
   {
    "name": "ExtendChannel",
    "request": "infonex.payment.v1.MsgExtendChannel",
    "response": "infonex.payment.v1.MsgExtendChannelResponse",
    "http": []
   },
   {
    "name": "Claim",
    "request": "infonex.payment.v1.MsgClaim",
    "response": "infonex.payment.v1.MsgClaimResponse",
    "http": []
   },
   {
    "name": "ClaimPayWord",
    "request": "infonex.payment.v1.MsgClaimPayWord",
    "response": "infonex.payment.v1.MsgClaimPayWordResponse",
    "http": []
   },
   {
    "name": "ClaimBatch",
    "request": "infonex.payment.v1.MsgClaimBatch",
    "response": "infonex.payment.v1.MsgClaimBatchResponse",
    "http": []
   },
   {
    "name": "RequestClose",
    "request": "infonex.payment.v1.MsgRequestClose",
    "response": "infonex.payment.v1.MsgRequestCloseResponse",
    "http": []
   },
   {
    "name": "CloseByPayee",
    "request": "infonex.payment.v1.MsgCloseByPayee",
    "response": "infonex.payment.v1.MsgCloseByPayeeResponse",
    "http": []
   },
   {
    "name": "CloseCooperative",
    "request": "infonex.payment.v1.MsgCloseCooperative",
    "response": "infonex.payment.v1.MsgCloseCooperativeResponse",
    "http": []
   },
   {
    "name": "FinalizeClose",
    "request": "infonex.payment.v1.MsgFinalizeClose",
    "response": "infonex.payment.v1.MsgFinalizeCloseResponse",
    "http": []
   },
   {
    "name": "RevokeSigner",
    "request": "infonex.payment.v1.MsgRevokeSigner",
    "response": "infonex.payment.v1.MsgRevokeSignerResponse",
    "http": []
   },
   {
    "name": "OpenServiceDispute",
    "request": "infonex.payment.v1.MsgOpenServiceDispute",
    "response": "infonex.payment.v1.MsgOpenServiceDisputeResponse",
    "http": []
   },
   {
    "name": "ShowServed",
    "request": "infonex.payment.v1.MsgShowServed",
    "response": "infonex.payment.v1.MsgShowServedResponse",
    "http": []
   },
   {
    "name": "SettleServiceDispute",
    "request": "infonex.payment.v1.MsgSettleServiceDispute",
    "response": "infonex.payment.v1.MsgSettleServiceDisputeResponse",
    "http": []
   },
   {
    "name": "WithdrawCredit",
    "request": "infonex.payment.v1.MsgWithdrawCredit",
    "response": "infonex.payment.v1.MsgWithdrawCreditResponse",
    "http": []
   },
   {
    "name": "UpdateParams",
    "request": "infonex.payment.v1.MsgUpdateParams",
    "response": "infonex.payment.v1.MsgUpdateParamsResponse",
    "http": []
   }
  ]
 },
 {
  "service": "infonex.payment.v1.Query",
  "methods": [
   {
    "name": "Escrow",
    "request": "infonex.payment.v1.QueryEscrowRequest",
    "response": "infonex.payment.v1.QueryEscrowResponse",
    "http": [
     [
      "GET",
      "/infonex/payment/v1/escrows/{owner}/{denom}"
     ]
    ]
   },
   {
    "name": "Channel",
    "request": "infonex.payment.v1.QueryChannelRequest",
    "response": "infonex.payment.v1.QueryChannelResponse",
    "http": [
     [
      "GET",
      "/infonex/payment/v1/channels/{id}"
     ]
    ]
   },
   {
    "name": "Channels",
    "request": "infonex.payment.v1.QueryChannelsRequest",
    "response": "infonex.payment.v1.QueryChannelsResponse",
    "http": [
     [
      "GET",
      "/infonex/payment/v1/escrows/{payer}/{denom}/channels"
     ]
    ]
   },
   {
    "name": "Grant",
    "request": "infonex.payment.v1.QueryGrantRequest",
    "response": "infonex.payment.v1.QueryGrantResponse",
    "http": [
     [
      "GET",
      "/infonex/payment/v1/grants/{payer}/{manager}"
     ]
    ]
   },
   {
    "name": "Grants",
    "request": "infonex.payment.v1.QueryGrantsRequest",
    "response": "infonex.payment.v1.QueryGrantsResponse",
    "http": [
     [
      "GET",
      "/infonex/payment/v1/grants/{payer}"
     ]
    ]
   },
   {
    "name": "ManagerGrants",
    "request": "infonex.payment.v1.QueryManagerGrantsRequest",
    "response": "infonex.payment.v1.QueryManagerGrantsResponse",
    "http": [
     [
      "GET",
      "/infonex/payment/v1/managers/{manager}/grants"
     ]
    ]
   },
   {
    "name": "PayeeChannels",
    "request": "infonex.payment.v1.QueryPayeeChannelsRequest",
    "response": "infonex.payment.v1.QueryPayeeChannelsResponse",
    "http": [
     [
      "GET",
      "/infonex/payment/v1/payees/{payee}/channels"
     ]
    ]
   },
   {
    "name": "Credit",
    "request": "infonex.payment.v1.QueryCreditRequest",
    "response": "infonex.payment.v1.QueryCreditResponse",
    "http": [
     [
      "GET",
      "/infonex/payment/v1/credits/{owner}/{denom}"
     ]
    ]
   },
   {
    "name": "ServiceContract",
    "request": "infonex.payment.v1.QueryServiceContractRequest",
    "response": "infonex.payment.v1.QueryServiceContractResponse",
    "http": [
     [
      "GET",
      "/infonex/payment/v1/channels/{id}/contract"
     ]
    ]
   },
   {
    "name": "Maturing",
    "request": "infonex.payment.v1.QueryMaturingRequest",
    "response": "infonex.payment.v1.QueryMaturingResponse",
    "http": [
     [
      "GET",
      "/infonex/payment/v1/maturing/{owner}"
     ]
    ]
   },
   {
    "name": "ServiceDispute",
    "request": "infonex.payment.v1.QueryServiceDisputeRequest",
    "response": "infonex.payment.v1.QueryServiceDisputeResponse",
    "http": [
     [
      "GET",
      "/infonex/payment/v1/channels/{id}/dispute"
     ]
    ]
   },
   {
    "name": "Params",
    "request": "infonex.payment.v1.QueryParamsRequest",
    "response": "infonex.payment.v1.QueryParamsResponse",
    "http": [
     [
      "GET",
      "/infonex/payment/v1/params"
     ]
    ]
   }
  ]
 },
 {
  "service": "infonex.router.v1.Msg",
  "methods": [
   {
    "name": "SubscribeServer",
    "request": "infonex.router.v1.MsgSubscribeServer",
    "response": "infonex.router.v1.MsgSubscribeServerResponse",
    "http": []
   },
   {
    "name": "UpdateServer",
    "request": "infonex.router.v1.MsgUpdateServer",
    "response": "infonex.router.v1.MsgUpdateServerResponse",
    "http": []
   },
   {
    "name": "UnsubscribeServer",
    "request": "infonex.router.v1.MsgUnsubscribeServer",
    "response": "infonex.router.v1.MsgUnsubscribeServerResponse",
    "http": []
   },
   {
    "name": "ReportLoad",
    "request": "infonex.router.v1.MsgReportLoad",
    "response": "infonex.router.v1.MsgReportLoadResponse",
    "http": []
   },
   {
    "name": "ReportLoadBatch",
    "request": "infonex.router.v1.MsgReportLoadBatch",
    "response": "infonex.router.v1.MsgReportLoadBatchResponse",
    "http": []
   },
   {
    "name": "Heartbeat",
    "request": "infonex.router.v1.MsgHeartbeat",
    "response": "infonex.router.v1.MsgHeartbeatResponse",
    "http": []
   },
   {
    "name": "RequestMatch",
    "request": "infonex.router.v1.MsgRequestMatch",
    "response": "infonex.router.v1.MsgRequestMatchResponse",
    "http": []
   },
   {
    "name": "ConfirmMatch",
    "request": "infonex.router.v1.MsgConfirmMatch",
    "response": "infonex.router.v1.MsgConfirmMatchResponse",
    "http": []
   },
   {
    "name": "RejectMatch",
    "request": "infonex.router.v1.MsgRejectMatch",
    "response": "infonex.router.v1.MsgRejectMatchResponse",
    "http": []
   },
   {
    "name": "ReportNoShow",
    "request": "infonex.router.v1.MsgReportNoShow",
    "response": "infonex.router.v1.MsgReportNoShowResponse",
    "http": []
   },
   {
    "name": "ReleaseLease",
    "request": "infonex.router.v1.MsgReleaseLease",
    "response": "infonex.router.v1.MsgReleaseLeaseResponse",
    "http": []
   },
   {
    "name": "AttachChannel",
    "request": "infonex.router.v1.MsgAttachChannel",
    "response": "infonex.router.v1.MsgAttachChannelResponse",
    "http": []
   },
   {
    "name": "ReportLate",
    "request": "infonex.router.v1.MsgReportLate",
    "response": "infonex.router.v1.MsgReportLateResponse",
    "http": []
   },
   {
    "name": "SubmitOverCapacity",
    "request": "infonex.router.v1.MsgSubmitOverCapacity",
    "response": "infonex.router.v1.MsgSubmitOverCapacityResponse",
    "http": []
   },
   {
    "name": "RegisterProber",
    "request": "infonex.router.v1.MsgRegisterProber",
    "response": "infonex.router.v1.MsgRegisterProberResponse",
    "http": []
   },
   {
    "name": "RetireProber",
    "request": "infonex.router.v1.MsgRetireProber",
    "response": "infonex.router.v1.MsgRetireProberResponse",
    "http": []
   },
   {
    "name": "ProbeCommit",
    "request": "infonex.router.v1.MsgProbeCommit",
    "response": "infonex.router.v1.MsgProbeCommitResponse",
    "http": []
   },
   {
    "name": "ProbeReveal",
    "request": "infonex.router.v1.MsgProbeReveal",
    "response": "infonex.router.v1.MsgProbeRevealResponse",
    "http": []
   },
   {
    "name": "FundProbes",
    "request": "infonex.router.v1.MsgFundProbes",
    "response": "infonex.router.v1.MsgFundProbesResponse",
    "http": []
   },
   {
    "name": "UpdateParams",
    "request": "infonex.router.v1.MsgUpdateParams",
    "response": "infonex.router.v1.MsgUpdateParamsResponse",
    "http": []
   }
  ]
 },
 {
  "service": "infonex.router.v1.Query",
  "methods": [
   {
    "name": "Server",
    "request": "infonex.router.v1.QueryServerRequest",
    "response": "infonex.router.v1.QueryServerResponse",
    "http": [
     [
      "GET",
      "/infonex/router/v1/servers/{id}"
     ]
    ]
   },
   {
    "name": "Servers",
    "request": "infonex.router.v1.QueryServersRequest",
    "response": "infonex.router.v1.QueryServersResponse",
    "http": [
     [
      "GET",
      "/infonex/router/v1/servers"
     ]
    ]
   },
   {
    "name": "ServerState",
    "request": "infonex.router.v1.QueryServerStateRequest",
    "response": "infonex.router.v1.QueryServerStateResponse",
    "http": [
     [
      "GET",
      "/infonex/router/v1/servers/{id}/state"
     ]
    ]
   },
   {
    "name": "Match",
    "request": "infonex.router.v1.QueryMatchRequest",
    "response": "infonex.router.v1.QueryMatchResponse",
    "http": [
     [
      "GET",
      "/infonex/router/v1/matches/{id}"
     ]
    ]
   },
   {
    "name": "Matches",
    "request": "infonex.router.v1.QueryMatchesRequest",
    "response": "infonex.router.v1.QueryMatchesResponse",
    "http": [
     [
      "GET",
      "/infonex/router/v1/matches"
     ]
    ]
   },
   {
    "name": "Candidates",
    "request": "infonex.router.v1.QueryCandidatesRequest",
    "response": "infonex.router.v1.QueryCandidatesResponse",
    "http": [
     [
      "POST",
      "/infonex/router/v1/candidates"
     ]
    ]
   },
   {
    "name": "Params",
    "request": "infonex.router.v1.QueryParamsRequest",
    "response": "infonex.router.v1.QueryParamsResponse",
    "http": [
     [
      "GET",
      "/infonex/router/v1/params"
     ]
    ]
   },
   {
    "name": "Probes",
    "request": "infonex.router.v1.QueryProbesRequest",
    "response": "infonex.router.v1.QueryProbesResponse",
    "http": [
     [
      "GET",
      "/infonex/router/v1/probes"
     ]
    ]
   }
  ]
 },
 {
  "service": "infonex.sla.v1.Msg",
  "methods": [
   {
    "name": "Bond",
    "request": "infonex.sla.v1.MsgBond",
    "response": "infonex.sla.v1.MsgBondResponse",
    "http": []
   },
   {
    "name": "Unbond",
    "request": "infonex.sla.v1.MsgUnbond",
    "response": "infonex.sla.v1.MsgUnbondResponse",
    "http": []
   },
   {
    "name": "RegisterAggregator",
    "request": "infonex.sla.v1.MsgRegisterAggregator",
    "response": "infonex.sla.v1.MsgRegisterAggregatorResponse",
    "http": []
   },
   {
    "name": "UpdateAggregator",
    "request": "infonex.sla.v1.MsgUpdateAggregator",
    "response": "infonex.sla.v1.MsgUpdateAggregatorResponse",
    "http": []
   },
   {
    "name": "RetireAggregator",
    "request": "infonex.sla.v1.MsgRetireAggregator",
    "response": "infonex.sla.v1.MsgRetireAggregatorResponse",
    "http": []
   },
   {
    "name": "JoinAggregator",
    "request": "infonex.sla.v1.MsgJoinAggregator",
    "response": "infonex.sla.v1.MsgJoinAggregatorResponse",
    "http": []
   },
   {
    "name": "AcceptMember",
    "request": "infonex.sla.v1.MsgAcceptMember",
    "response": "infonex.sla.v1.MsgAcceptMemberResponse",
    "http": []
   },
   {
    "name": "LeaveAggregator",
    "request": "infonex.sla.v1.MsgLeaveAggregator",
    "response": "infonex.sla.v1.MsgLeaveAggregatorResponse",
    "http": []
   },
   {
    "name": "RegisterPlan",
    "request": "infonex.sla.v1.MsgRegisterPlan",
    "response": "infonex.sla.v1.MsgRegisterPlanResponse",
    "http": []
   },
   {
    "name": "UpdatePlan",
    "request": "infonex.sla.v1.MsgUpdatePlan",
    "response": "infonex.sla.v1.MsgUpdatePlanResponse",
    "http": []
   },
   {
    "name": "RetirePlan",
    "request": "infonex.sla.v1.MsgRetirePlan",
    "response": "infonex.sla.v1.MsgRetirePlanResponse",
    "http": []
   },
   {
    "name": "ProposeAgreement",
    "request": "infonex.sla.v1.MsgProposeAgreement",
    "response": "infonex.sla.v1.MsgProposeAgreementResponse",
    "http": []
   },
   {
    "name": "AcceptAgreement",
    "request": "infonex.sla.v1.MsgAcceptAgreement",
    "response": "infonex.sla.v1.MsgAcceptAgreementResponse",
    "http": []
   },
   {
    "name": "WithdrawProposal",
    "request": "infonex.sla.v1.MsgWithdrawProposal",
    "response": "infonex.sla.v1.MsgWithdrawProposalResponse",
    "http": []
   },
   {
    "name": "SuspendAgreement",
    "request": "infonex.sla.v1.MsgSuspendAgreement",
    "response": "infonex.sla.v1.MsgSuspendAgreementResponse",
    "http": []
   },
   {
    "name": "ResumeAgreement",
    "request": "infonex.sla.v1.MsgResumeAgreement",
    "response": "infonex.sla.v1.MsgResumeAgreementResponse",
    "http": []
   },
   {
    "name": "TerminateAgreement",
    "request": "infonex.sla.v1.MsgTerminateAgreement",
    "response": "infonex.sla.v1.MsgTerminateAgreementResponse",
    "http": []
   },
   {
    "name": "ReportGuarantee",
    "request": "infonex.sla.v1.MsgReportGuarantee",
    "response": "infonex.sla.v1.MsgReportGuaranteeResponse",
    "http": []
   },
   {
    "name": "SettleGuaranteeWindow",
    "request": "infonex.sla.v1.MsgSettleGuaranteeWindow",
    "response": "infonex.sla.v1.MsgSettleGuaranteeWindowResponse",
    "http": []
   },
   {
    "name": "AllotChannels",
    "request": "infonex.sla.v1.MsgAllotChannels",
    "response": "infonex.sla.v1.MsgAllotChannelsResponse",
    "http": []
   },
   {
    "name": "UpdateParams",
    "request": "infonex.sla.v1.MsgUpdateParams",
    "response": "infonex.sla.v1.MsgUpdateParamsResponse",
    "http": []
   }
  ]
 },
 {
  "service": "infonex.sla.v1.Query",
  "methods": [
   {
    "name": "Aggregator",
    "request": "infonex.sla.v1.QueryAggregatorRequest",
    "response": "infonex.sla.v1.QueryAggregatorResponse",
    "http": [
     [
      "GET",
      "/infonex/sla/v1/aggregators/{address}"
     ]
    ]
   },
   {
    "name": "Aggregators",
    "request": "infonex.sla.v1.QueryAggregatorsRequest",
    "response": "infonex.sla.v1.QueryAggregatorsResponse",
    "http": [
     [
      "GET",
      "/infonex/sla/v1/aggregators"
     ]
    ]
   },
   {
    "name": "Members",
    "request": "infonex.sla.v1.QueryMembersRequest",
    "response": "infonex.sla.v1.QueryMembersResponse",
    "http": [
     [
      "GET",
      "/infonex/sla/v1/aggregators/{aggregator}/members"
     ]
    ]
   },
   {
    "name": "Memberships",
    "request": "infonex.sla.v1.QueryMembershipsRequest",
    "response": "infonex.sla.v1.QueryMembershipsResponse",
    "http": [
     [
      "GET",
      "/infonex/sla/v1/suppliers/{supplier}/aggregators"
     ]
    ]
   },
   {
    "name": "Bond",
    "request": "infonex.sla.v1.QueryBondRequest",
    "response": "infonex.sla.v1.QueryBondResponse",
    "http": [
     [
      "GET",
      "/infonex/sla/v1/bonds/{owner}"
     ]
    ]
   },
   {
    "name": "Plan",
    "request": "infonex.sla.v1.QueryPlanRequest",
    "response": "infonex.sla.v1.QueryPlanResponse",
    "http": [
     [
      "GET",
      "/infonex/sla/v1/plans/{plan_id}"
     ]
    ]
   },
   {
    "name": "Plans",
    "request": "infonex.sla.v1.QueryPlansRequest",
    "response": "infonex.sla.v1.QueryPlansResponse",
    "http": [
     [
      "GET",
      "/infonex/sla/v1/plans"
     ]
    ]
   },
   {
    "name": "Price",
    "request": "infonex.sla.v1.QueryPriceRequest",
    "response": "infonex.sla.v1.QueryPriceResponse",
    "http": [
     [
      "POST",
      "/infonex/sla/v1/plans/{plan_id}/price"
     ]
    ]
   },
   {
    "name": "Agreement",
    "request": "infonex.sla.v1.QueryAgreementRequest",
    "response": "infonex.sla.v1.QueryAgreementResponse",
    "http": [
     [
      "GET",
      "/infonex/sla/v1/agreements/{agreement_id}"
     ]
    ]
   },
   {
    "name": "Agreements",
    "request": "infonex.sla.v1.QueryAgreementsRequest",
    "response": "infonex.sla.v1.QueryAgreementsResponse",
    "http": [
     [
      "GET",
      "/infonex/sla/v1/parties/{party}/agreements"
     ]
    ]
   },
   {
    "name": "Contract",
    "request": "infonex.sla.v1.QueryContractRequest",
    "response": "infonex.sla.v1.QueryContractResponse",
    "http": [
     [
      "GET",
      "/infonex/sla/v1/agreements/{retail_id}/with/{wholesale_id}"
     ]
    ]
   },
   {
    "name": "GuaranteeWindows",
    "request": "infonex.sla.v1.QueryGuaranteeWindowsRequest",
    "response": "infonex.sla.v1.QueryGuaranteeWindowsResponse",
    "http": [
     [
      "GET",
      "/infonex/sla/v1/agreements/{retail_id}/windows"
     ]
    ]
   },
   {
    "name": "Allotments",
    "request": "infonex.sla.v1.QueryAllotmentsRequest",
    "response": "infonex.sla.v1.QueryAllotmentsResponse",
    "http": [
     [
      "GET",
      "/infonex/sla/v1/agreements/{agreement_id}/allotments"
     ]
    ]
   },
   {
    "name": "Params",
    "request": "infonex.sla.v1.QueryParamsRequest",
    "response": "infonex.sla.v1.QueryParamsResponse",
    "http": [
     [
      "GET",
      "/infonex/sla/v1/params"
     ]
    ]
   }
  ]
 },
 {
  "service": "infonex.verification.v1.Msg",
  "methods": [
   {
    "name": "AssertReceipts",
    "request": "infonex.verification.v1.MsgAssertReceipts",
    "response": "infonex.verification.v1.MsgAssertReceiptsResponse",
    "http": []
   },
   {
    "name": "AnchorReceipt",
    "request": "infonex.verification.v1.MsgAnchorReceipt",
    "response": "infonex.verification.v1.MsgAnchorReceiptResponse",
    "http": []
   },
   {
    "name": "DemandOutput",
    "request": "infonex.verification.v1.MsgDemandOutput",
    "response": "infonex.verification.v1.MsgDemandOutputResponse",
    "http": []
   },
   {
    "name": "AnswerDemand",
    "request": "infonex.verification.v1.MsgAnswerDemand",
    "response": "infonex.verification.v1.MsgAnswerDemandResponse",
    "http": []
   },
   {
    "name": "DeclineDemand",
    "request": "infonex.verification.v1.MsgDeclineDemand",
    "response": "infonex.verification.v1.MsgDeclineDemandResponse",
    "http": []
   },
   {
    "name": "ProveWrongDelivery",
    "request": "infonex.verification.v1.MsgProveWrongDelivery",
    "response": "infonex.verification.v1.MsgProveWrongDeliveryResponse",
    "http": []
   },
   {
    "name": "RegisterAttester",
    "request": "infonex.verification.v1.MsgRegisterAttester",
    "response": "infonex.verification.v1.MsgRegisterAttesterResponse",
    "http": []
   },
   {
    "name": "RetireAttester",
    "request": "infonex.verification.v1.MsgRetireAttester",
    "response": "infonex.verification.v1.MsgRetireAttesterResponse",
    "http": []
   },
   {
    "name": "AttestDelivery",
    "request": "infonex.verification.v1.MsgAttestDelivery",
    "response": "infonex.verification.v1.MsgAttestDeliveryResponse",
    "http": []
   },
   {
    "name": "SubmitEvidence",
    "request": "infonex.verification.v1.MsgSubmitEvidence",
    "response": "infonex.verification.v1.MsgSubmitEvidenceResponse",
    "http": []
   },
   {
    "name": "UpdateParams",
    "request": "infonex.verification.v1.MsgUpdateParams",
    "response": "infonex.verification.v1.MsgUpdateParamsResponse",
    "http": []
   }
  ]
 },
 {
  "service": "infonex.verification.v1.Query",
  "methods": [
   {
    "name": "Assertion",
    "request": "infonex.verification.v1.QueryAssertionRequest",
    "response": "infonex.verification.v1.QueryAssertionResponse",
    "http": [
     [
      "GET",
      "/infonex/verification/v1/assertions/{assertion_id}"
     ]
    ]
   },
   {
    "name": "Assertions",
    "request": "infonex.verification.v1.QueryAssertionsRequest",
    "response": "infonex.verification.v1.QueryAssertionsResponse",
    "http": [
     [
      "GET",
      "/infonex/verification/v1/suppliers/{supplier}/assertions"
     ]
    ]
   },
   {
    "name": "Receipt",
    "request": "infonex.verification.v1.QueryReceiptRequest",
    "response": "infonex.verification.v1.QueryReceiptResponse",
    "http": [
     [
      "GET",
      "/infonex/verification/v1/receipts/{receipt_id}"
     ]
    ]
   },
   {
    "name": "Receipts",
    "request": "infonex.verification.v1.QueryReceiptsRequest",
    "response": "infonex.verification.v1.QueryReceiptsResponse",
    "http": [
     [
      "GET",
      "/infonex/verification/v1/channels/{channel_id}/receipts"
     ]
    ]
   },
   {
    "name": "Demand",
    "request": "infonex.verification.v1.QueryDemandRequest",
    "response": "infonex.verification.v1.QueryDemandResponse",
    "http": [
     [
      "GET",
      "/infonex/verification/v1/demands/{demand_id}"
     ]
    ]
   },
   {
    "name": "DemandFor",
    "request": "infonex.verification.v1.QueryDemandForRequest",
    "response": "infonex.verification.v1.QueryDemandForResponse",
    "http": [
     [
      "GET",
      "/infonex/verification/v1/channels/{channel_id}/demands/{sequence}"
     ]
    ]
   },
   {
    "name": "OpenDemands",
    "request": "infonex.verification.v1.QueryOpenDemandsRequest",
    "response": "infonex.verification.v1.QueryOpenDemandsResponse",
    "http": [
     [
      "GET",
      "/infonex/verification/v1/suppliers/{supplier}/demands"
     ]
    ]
   },
   {
    "name": "Attester",
    "request": "infonex.verification.v1.QueryAttesterRequest",
    "response": "infonex.verification.v1.QueryAttesterResponse",
    "http": [
     [
      "GET",
      "/infonex/verification/v1/attesters/{address}"
     ]
    ]
   },
   {
    "name": "Attesters",
    "request": "infonex.verification.v1.QueryAttestersRequest",
    "response": "infonex.verification.v1.QueryAttestersResponse",
    "http": [
     [
      "GET",
      "/infonex/verification/v1/attesters"
     ]
    ]
   },
   {
    "name": "Faults",
    "request": "infonex.verification.v1.QueryFaultsRequest",
    "response": "infonex.verification.v1.QueryFaultsResponse",
    "http": [
     [
      "GET",
      "/infonex/verification/v1/parties/{party}/faults"
     ]
    ]
   },
   {
    "name": "Params",
    "request": "infonex.verification.v1.QueryParamsRequest",
    "response": "infonex.verification.v1.QueryParamsResponse",
    "http": [
     [
      "GET",
      "/infonex/verification/v1/params"
     ]
    ]
   }
  ]
 }
]
/** Message -> the fields that name its signers. */
export const SIGNERS: Readonly<Record<string, readonly string[]>> = {
 "cosmos.auth.v1beta1.MsgUpdateParams": [
  "authority"
 ],
 "cosmos.authz.v1beta1.MsgExec": [
  "grantee"
 ],
 "cosmos.authz.v1beta1.MsgGrant": [
  "granter"
 ],
 "cosmos.authz.v1beta1.MsgRevoke": [
  "granter"
 ],
 "cosmos.bank.v1beta1.Input": [
  "address"
 ],
 "cosmos.bank.v1beta1.MsgMultiSend": [
  "inputs"
 ],
 "cosmos.bank.v1beta1.MsgSend": [
  "from_address"
 ],
 "cosmos.bank.v1beta1.MsgSetSendEnabled": [
  "authority"
 ],
 "cosmos.bank.v1beta1.MsgUpdateParams": [
  "authority"
 ],
 "cosmos.consensus.v1.MsgUpdateParams": [
  "authority"
 ],
 "cosmos.feegrant.v1beta1.MsgGrantAllowance": [
  "granter"
 ],
 "cosmos.feegrant.v1beta1.MsgPruneAllowances": [
  "pruner"
 ],
 "cosmos.feegrant.v1beta1.MsgRevokeAllowance": [
  "granter"
 ],
 "cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount": [
  "from_address"
 ],
 "cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount": [
  "from_address"
 ],
 "cosmos.vesting.v1beta1.MsgCreateVestingAccount": [
  "from_address"
 ],
 "infonex.beacon.v1.MsgCommitOnion": [
  "operator"
 ],
 "infonex.gov.v1.MsgAnnounceParams": [
  "authority"
 ],
 "infonex.gov.v1.MsgCancelAnnouncement": [
  "authority"
 ],
 "infonex.gov.v1.MsgUpdateParams": [
  "authority"
 ],
 "infonex.model.v1.MsgPostGraph": [
  "owner"
 ],
 "infonex.model.v1.MsgRegisterModel": [
  "owner"
 ],
 "infonex.model.v1.MsgRetireModel": [
  "owner"
 ],
 "infonex.model.v1.MsgUpdateModel": [
  "owner"
 ],
 "infonex.model.v1.MsgUpdateParams": [
  "authority"
 ],
 "infonex.payment.v1.MsgClaim": [
  "sender"
 ],
 "infonex.payment.v1.MsgClaimBatch": [
  "sender"
 ],
 "infonex.payment.v1.MsgClaimPayWord": [
  "sender"
 ],
 "infonex.payment.v1.MsgCloseByPayee": [
  "payee"
 ],
 "infonex.payment.v1.MsgCloseCooperative": [
  "parties"
 ],
 "infonex.payment.v1.MsgDeposit": [
  "owner"
 ],
 "infonex.payment.v1.MsgExtendChannel": [
  "payer"
 ],
 "infonex.payment.v1.MsgFinalizeClose": [
  "sender"
 ],
 "infonex.payment.v1.MsgGrantManager": [
  "payer"
 ],
 "infonex.payment.v1.MsgOpenChannel": [
  "payer"
 ],
 "infonex.payment.v1.MsgOpenChannelByGrant": [
  "manager"
 ],
 "infonex.payment.v1.MsgOpenServiceDispute": [
  "opener"
 ],
 "infonex.payment.v1.MsgRequestClose": [
  "payer"
 ],
 "infonex.payment.v1.MsgRevokeManagerGrant": [
  "payer"
 ],
 "infonex.payment.v1.MsgRevokeSigner": [
  "payer"
 ],
 "infonex.payment.v1.MsgSettleServiceDispute": [
  "sender"
 ],
 "infonex.payment.v1.MsgShowServed": [
  "supplier"
 ],
 "infonex.payment.v1.MsgUpdateParams": [
  "authority"
 ],
 "infonex.payment.v1.MsgWithdrawCredit": [
  "owner"
 ],
 "infonex.payment.v1.MsgWithdrawFree": [
  "owner"
 ],
 "infonex.router.v1.MsgAttachChannel": [
  "client"
 ],
 "infonex.router.v1.MsgConfirmMatch": [
  "operator"
 ],
 "infonex.router.v1.MsgFundProbes": [
  "sender"
 ],
 "infonex.router.v1.MsgHeartbeat": [
  "operator"
 ],
 "infonex.router.v1.MsgProbeCommit": [
  "prober"
 ],
 "infonex.router.v1.MsgProbeReveal": [
  "prober"
 ],
 "infonex.router.v1.MsgRegisterProber": [
  "prober"
 ],
 "infonex.router.v1.MsgRejectMatch": [
  "operator"
 ],
 "infonex.router.v1.MsgReleaseLease": [
  "sender"
 ],
 "infonex.router.v1.MsgReportLate": [
  "sender"
 ],
 "infonex.router.v1.MsgReportLoad": [
  "operator"
 ],
 "infonex.router.v1.MsgReportLoadBatch": [
  "sender"
 ],
 "infonex.router.v1.MsgReportNoShow": [
  "client"
 ],
 "infonex.router.v1.MsgRequestMatch": [
  "client"
 ],
 "infonex.router.v1.MsgRetireProber": [
  "prober"
 ],
 "infonex.router.v1.MsgSubmitOverCapacity": [
  "sender"
 ],
 "infonex.router.v1.MsgSubscribeServer": [
  "operator"
 ],
 "infonex.router.v1.MsgUnsubscribeServer": [
  "operator"
 ],
 "infonex.router.v1.MsgUpdateParams": [
  "authority"
 ],
 "infonex.router.v1.MsgUpdateServer": [
  "operator"
 ],
 "infonex.sla.v1.MsgAcceptAgreement": [
  "sender"
 ],
 "infonex.sla.v1.MsgAcceptMember": [
  "aggregator"
 ],
 "infonex.sla.v1.MsgAllotChannels": [
  "parties"
 ],
 "infonex.sla.v1.MsgBond": [
  "owner"
 ],
 "infonex.sla.v1.MsgJoinAggregator": [
  "supplier"
 ],
 "infonex.sla.v1.MsgLeaveAggregator": [
  "sender"
 ],
 "infonex.sla.v1.MsgProposeAgreement": [
  "sender"
 ],
 "infonex.sla.v1.MsgRegisterAggregator": [
  "address"
 ],
 "infonex.sla.v1.MsgRegisterPlan": [
  "owner"
 ],
 "infonex.sla.v1.MsgReportGuarantee": [
  "sender"
 ],
 "infonex.sla.v1.MsgResumeAgreement": [
  "sender"
 ],
 "infonex.sla.v1.MsgRetireAggregator": [
  "address"
 ],
 "infonex.sla.v1.MsgRetirePlan": [
  "owner"
 ],
 "infonex.sla.v1.MsgSettleGuaranteeWindow": [
  "sender"
 ],
 "infonex.sla.v1.MsgSuspendAgreement": [
  "sender"
 ],
 "infonex.sla.v1.MsgTerminateAgreement": [
  "sender"
 ],
 "infonex.sla.v1.MsgUnbond": [
  "owner"
 ],
 "infonex.sla.v1.MsgUpdateAggregator": [
  "address"
 ],
 "infonex.sla.v1.MsgUpdateParams": [
  "authority"
 ],
 "infonex.sla.v1.MsgUpdatePlan": [
  "owner"
 ],
 "infonex.sla.v1.MsgWithdrawProposal": [
  "sender"
 ],
 "infonex.verification.v1.MsgAnchorReceipt": [
  "sender"
 ],
 "infonex.verification.v1.MsgAnswerDemand": [
  "supplier"
 ],
 "infonex.verification.v1.MsgAssertReceipts": [
  "supplier"
 ],
 "infonex.verification.v1.MsgAttestDelivery": [
  "attester"
 ],
 "infonex.verification.v1.MsgDeclineDemand": [
  "supplier"
 ],
 "infonex.verification.v1.MsgDemandOutput": [
  "demander"
 ],
 "infonex.verification.v1.MsgProveWrongDelivery": [
  "demander"
 ],
 "infonex.verification.v1.MsgRegisterAttester": [
  "attester"
 ],
 "infonex.verification.v1.MsgRetireAttester": [
  "attester"
 ],
 "infonex.verification.v1.MsgSubmitEvidence": [
  "reporter"
 ],
 "infonex.verification.v1.MsgUpdateParams": [
  "authority"
 ]
}
