/** Message -> [field number, wire type, 1 if it may be packed or 2 if it is text, nested message or empty]. */
export type FieldRow = readonly [number, number, number, string]
export const FIELDS: Readonly<Record<string, readonly FieldRow[]>> = { "cosmos.auth.v1beta1.AddressBytesToStringRequest": [
  [ 1, 2, 0, "" ] ], "cosmos.auth.v1beta1.AddressBytesToStringResponse": [
  [ 1, 2, 2, "" ] ], "cosmos.auth.v1beta1.AddressStringToBytesRequest": [
  [ 1, 2, 2, "" ] ], "cosmos.auth.v1beta1.AddressStringToBytesResponse": [
  [ 1, 2, 0, "" ] ], "cosmos.auth.v1beta1.BaseAccount": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "google.protobuf.Any" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ] ], "cosmos.auth.v1beta1.Bech32PrefixRequest": [], "cosmos.auth.v1beta1.Bech32PrefixResponse": [
  [ 1, 2, 2, "" ] ], "cosmos.auth.v1beta1.GenesisState": [
  [ 1, 2, 0, "cosmos.auth.v1beta1.Params" ],
  [ 2, 2, 0, "google.protobuf.Any" ] ], "cosmos.auth.v1beta1.ModuleAccount": [
  [ 1, 2, 0, "cosmos.auth.v1beta1.BaseAccount" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ] ], "cosmos.auth.v1beta1.MsgUpdateParams": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.auth.v1beta1.Params" ] ], "cosmos.auth.v1beta1.MsgUpdateParamsResponse": [], "cosmos.auth.v1beta1.Params": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ] ], "cosmos.auth.v1beta1.QueryAccountAddressByIDRequest": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "cosmos.auth.v1beta1.QueryAccountAddressByIDResponse": [
  [ 1, 2, 2, "" ] ], "cosmos.auth.v1beta1.QueryAccountInfoRequest": [
  [ 1, 2, 2, "" ] ], "cosmos.auth.v1beta1.QueryAccountInfoResponse": [
  [ 1, 2, 0, "cosmos.auth.v1beta1.BaseAccount" ] ], "cosmos.auth.v1beta1.QueryAccountRequest": [
  [ 1, 2, 2, "" ] ], "cosmos.auth.v1beta1.QueryAccountResponse": [
  [ 1, 2, 0, "google.protobuf.Any" ] ], "cosmos.auth.v1beta1.QueryAccountsRequest": [
  [ 1, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.auth.v1beta1.QueryAccountsResponse": [
  [ 1, 2, 0, "google.protobuf.Any" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.auth.v1beta1.QueryModuleAccountByNameRequest": [
  [ 1, 2, 2, "" ] ], "cosmos.auth.v1beta1.QueryModuleAccountByNameResponse": [
  [ 1, 2, 0, "google.protobuf.Any" ] ], "cosmos.auth.v1beta1.QueryModuleAccountsRequest": [], "cosmos.auth.v1beta1.QueryModuleAccountsResponse": [
  [ 1, 2, 0, "google.protobuf.Any" ] ], "cosmos.auth.v1beta1.QueryParamsRequest": [], "cosmos.auth.v1beta1.QueryParamsResponse": [
  [ 1, 2, 0, "cosmos.auth.v1beta1.Params" ] ], "cosmos.authz.v1beta1.EventGrant": [
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ] ], "cosmos.authz.v1beta1.EventRevoke": [
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ] ], "cosmos.authz.v1beta1.GenericAuthorization": [
  [ 1, 2, 2, "" ] ], "cosmos.authz.v1beta1.GenesisState": [
  [ 1, 2, 0, "cosmos.authz.v1beta1.GrantAuthorization" ] ], "cosmos.authz.v1beta1.Grant": [
  [ 1, 2, 0, "google.protobuf.Any" ],
  [ 2, 2, 0, "google.protobuf.Timestamp" ] ], "cosmos.authz.v1beta1.GrantAuthorization": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "google.protobuf.Any" ],
  [ 4, 2, 0, "google.protobuf.Timestamp" ] ], "cosmos.authz.v1beta1.GrantQueueItem": [
  [ 1, 2, 2, "" ] ], "cosmos.authz.v1beta1.MsgExec": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "google.protobuf.Any" ] ], "cosmos.authz.v1beta1.MsgExecResponse": [
  [ 1, 2, 0, "" ] ], "cosmos.authz.v1beta1.MsgGrant": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "cosmos.authz.v1beta1.Grant" ] ], "cosmos.authz.v1beta1.MsgGrantResponse": [], "cosmos.authz.v1beta1.MsgRevoke": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ] ], "cosmos.authz.v1beta1.MsgRevokeResponse": [], "cosmos.authz.v1beta1.QueryGranteeGrantsRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.authz.v1beta1.QueryGranteeGrantsResponse": [
  [ 1, 2, 0, "cosmos.authz.v1beta1.GrantAuthorization" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.authz.v1beta1.QueryGranterGrantsRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.authz.v1beta1.QueryGranterGrantsResponse": [
  [ 1, 2, 0, "cosmos.authz.v1beta1.GrantAuthorization" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.authz.v1beta1.QueryGrantsRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.authz.v1beta1.QueryGrantsResponse": [
  [ 1, 2, 0, "cosmos.authz.v1beta1.Grant" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.bank.v1beta1.Balance": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "cosmos.bank.v1beta1.DenomOwner": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "cosmos.bank.v1beta1.DenomUnit": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ] ], "cosmos.bank.v1beta1.GenesisState": [
  [ 1, 2, 0, "cosmos.bank.v1beta1.Params" ],
  [ 2, 2, 0, "cosmos.bank.v1beta1.Balance" ],
  [ 3, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 4, 2, 0, "cosmos.bank.v1beta1.Metadata" ],
  [ 5, 2, 0, "cosmos.bank.v1beta1.SendEnabled" ] ], "cosmos.bank.v1beta1.Input": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "cosmos.bank.v1beta1.Metadata": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.bank.v1beta1.DenomUnit" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 2, 2, "" ],
  [ 7, 2, 2, "" ],
  [ 8, 2, 2, "" ] ], "cosmos.bank.v1beta1.MsgMultiSend": [
  [ 1, 2, 0, "cosmos.bank.v1beta1.Input" ],
  [ 2, 2, 0, "cosmos.bank.v1beta1.Output" ] ], "cosmos.bank.v1beta1.MsgMultiSendResponse": [], "cosmos.bank.v1beta1.MsgSend": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "cosmos.bank.v1beta1.MsgSendResponse": [], "cosmos.bank.v1beta1.MsgSetSendEnabled": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.bank.v1beta1.SendEnabled" ],
  [ 3, 2, 2, "" ] ], "cosmos.bank.v1beta1.MsgSetSendEnabledResponse": [], "cosmos.bank.v1beta1.MsgUpdateParams": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.bank.v1beta1.Params" ] ], "cosmos.bank.v1beta1.MsgUpdateParamsResponse": [], "cosmos.bank.v1beta1.Output": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "cosmos.bank.v1beta1.Params": [
  [ 1, 2, 0, "cosmos.bank.v1beta1.SendEnabled" ],
  [ 2, 0, 0, "" ] ], "cosmos.bank.v1beta1.QueryAllBalancesRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ],
  [ 3, 0, 0, "" ] ], "cosmos.bank.v1beta1.QueryAllBalancesResponse": [
  [ 1, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.bank.v1beta1.QueryBalanceRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "cosmos.bank.v1beta1.QueryBalanceResponse": [
  [ 1, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringRequest": [
  [ 1, 2, 2, "" ] ], "cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringResponse": [
  [ 1, 2, 0, "cosmos.bank.v1beta1.Metadata" ] ], "cosmos.bank.v1beta1.QueryDenomMetadataRequest": [
  [ 1, 2, 2, "" ] ], "cosmos.bank.v1beta1.QueryDenomMetadataResponse": [
  [ 1, 2, 0, "cosmos.bank.v1beta1.Metadata" ] ], "cosmos.bank.v1beta1.QueryDenomOwnersByQueryRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.bank.v1beta1.QueryDenomOwnersByQueryResponse": [
  [ 1, 2, 0, "cosmos.bank.v1beta1.DenomOwner" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.bank.v1beta1.QueryDenomOwnersRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.bank.v1beta1.QueryDenomOwnersResponse": [
  [ 1, 2, 0, "cosmos.bank.v1beta1.DenomOwner" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.bank.v1beta1.QueryDenomsMetadataRequest": [
  [ 1, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.bank.v1beta1.QueryDenomsMetadataResponse": [
  [ 1, 2, 0, "cosmos.bank.v1beta1.Metadata" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.bank.v1beta1.QueryParamsRequest": [], "cosmos.bank.v1beta1.QueryParamsResponse": [
  [ 1, 2, 0, "cosmos.bank.v1beta1.Params" ] ], "cosmos.bank.v1beta1.QuerySendEnabledRequest": [
  [ 1, 2, 2, "" ],
  [ 99, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.bank.v1beta1.QuerySendEnabledResponse": [
  [ 1, 2, 0, "cosmos.bank.v1beta1.SendEnabled" ],
  [ 99, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.bank.v1beta1.QuerySpendableBalanceByDenomRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "cosmos.bank.v1beta1.QuerySpendableBalanceByDenomResponse": [
  [ 1, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "cosmos.bank.v1beta1.QuerySpendableBalancesRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.bank.v1beta1.QuerySpendableBalancesResponse": [
  [ 1, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.bank.v1beta1.QuerySupplyOfRequest": [
  [ 1, 2, 2, "" ] ], "cosmos.bank.v1beta1.QuerySupplyOfResponse": [
  [ 1, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "cosmos.bank.v1beta1.QueryTotalSupplyRequest": [
  [ 1, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.bank.v1beta1.QueryTotalSupplyResponse": [
  [ 1, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.bank.v1beta1.SendAuthorization": [
  [ 1, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 2, 2, 2, "" ] ], "cosmos.bank.v1beta1.SendEnabled": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "cosmos.bank.v1beta1.Supply": [
  [ 1, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "cosmos.base.abci.v1beta1.ABCIMessageLog": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "cosmos.base.abci.v1beta1.StringEvent" ] ], "cosmos.base.abci.v1beta1.Attribute": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "cosmos.base.abci.v1beta1.GasInfo": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "cosmos.base.abci.v1beta1.MsgData": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ] ], "cosmos.base.abci.v1beta1.Result": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "tendermint.abci.Event" ],
  [ 4, 2, 0, "google.protobuf.Any" ] ], "cosmos.base.abci.v1beta1.SearchTxsResult": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 0, "cosmos.base.abci.v1beta1.TxResponse" ] ], "cosmos.base.abci.v1beta1.SimulationResponse": [
  [ 1, 2, 0, "cosmos.base.abci.v1beta1.GasInfo" ],
  [ 2, 2, 0, "cosmos.base.abci.v1beta1.Result" ] ], "cosmos.base.abci.v1beta1.StringEvent": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.abci.v1beta1.Attribute" ] ], "cosmos.base.abci.v1beta1.TxMsgData": [
  [ 1, 2, 0, "cosmos.base.abci.v1beta1.MsgData" ],
  [ 2, 2, 0, "google.protobuf.Any" ] ], "cosmos.base.abci.v1beta1.TxResponse": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 2, 2, "" ],
  [ 7, 2, 0, "cosmos.base.abci.v1beta1.ABCIMessageLog" ],
  [ 8, 2, 2, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 0, 0, "" ],
  [ 11, 2, 0, "google.protobuf.Any" ],
  [ 12, 2, 2, "" ],
  [ 13, 2, 0, "tendermint.abci.Event" ] ], "cosmos.base.node.v1beta1.ConfigRequest": [], "cosmos.base.node.v1beta1.ConfigResponse": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ] ], "cosmos.base.node.v1beta1.StatusRequest": [], "cosmos.base.node.v1beta1.StatusResponse": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "google.protobuf.Timestamp" ],
  [ 4, 2, 0, "" ],
  [ 5, 2, 0, "" ] ], "cosmos.base.query.v1beta1.PageRequest": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ] ], "cosmos.base.query.v1beta1.PageResponse": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ] ], "cosmos.base.store.v1beta1.CommitID": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ] ], "cosmos.base.store.v1beta1.CommitInfo": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "cosmos.base.store.v1beta1.StoreInfo" ] ], "cosmos.base.store.v1beta1.StoreInfo": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.store.v1beta1.CommitID" ] ], "cosmos.base.tendermint.v1beta1.ABCIQueryRequest": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ] ], "cosmos.base.tendermint.v1beta1.ABCIQueryResponse": [
  [ 1, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 0, "" ],
  [ 7, 2, 0, "" ],
  [ 8, 2, 0, "cosmos.base.tendermint.v1beta1.ProofOps" ],
  [ 9, 0, 0, "" ],
  [ 10, 2, 2, "" ] ], "cosmos.base.tendermint.v1beta1.Block": [
  [ 1, 2, 0, "cosmos.base.tendermint.v1beta1.Header" ],
  [ 2, 2, 0, "tendermint.types.Data" ],
  [ 3, 2, 0, "tendermint.types.EvidenceList" ],
  [ 4, 2, 0, "tendermint.types.Commit" ] ], "cosmos.base.tendermint.v1beta1.GetBlockByHeightRequest": [
  [ 1, 0, 0, "" ] ], "cosmos.base.tendermint.v1beta1.GetBlockByHeightResponse": [
  [ 1, 2, 0, "tendermint.types.BlockID" ],
  [ 2, 2, 0, "tendermint.types.Block" ],
  [ 3, 2, 0, "cosmos.base.tendermint.v1beta1.Block" ] ], "cosmos.base.tendermint.v1beta1.GetLatestBlockRequest": [], "cosmos.base.tendermint.v1beta1.GetLatestBlockResponse": [
  [ 1, 2, 0, "tendermint.types.BlockID" ],
  [ 2, 2, 0, "tendermint.types.Block" ],
  [ 3, 2, 0, "cosmos.base.tendermint.v1beta1.Block" ] ], "cosmos.base.tendermint.v1beta1.GetLatestValidatorSetRequest": [
  [ 1, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.base.tendermint.v1beta1.GetLatestValidatorSetResponse": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "cosmos.base.tendermint.v1beta1.Validator" ],
  [ 3, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.base.tendermint.v1beta1.GetNodeInfoRequest": [], "cosmos.base.tendermint.v1beta1.GetNodeInfoResponse": [
  [ 1, 2, 0, "tendermint.p2p.DefaultNodeInfo" ],
  [ 2, 2, 0, "cosmos.base.tendermint.v1beta1.VersionInfo" ] ], "cosmos.base.tendermint.v1beta1.GetSyncingRequest": [], "cosmos.base.tendermint.v1beta1.GetSyncingResponse": [
  [ 1, 0, 0, "" ] ], "cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightRequest": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightResponse": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "cosmos.base.tendermint.v1beta1.Validator" ],
  [ 3, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.base.tendermint.v1beta1.Header": [
  [ 1, 2, 0, "tendermint.version.Consensus" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "google.protobuf.Timestamp" ],
  [ 5, 2, 0, "tendermint.types.BlockID" ],
  [ 6, 2, 0, "" ],
  [ 7, 2, 0, "" ],
  [ 8, 2, 0, "" ],
  [ 9, 2, 0, "" ],
  [ 10, 2, 0, "" ],
  [ 11, 2, 0, "" ],
  [ 12, 2, 0, "" ],
  [ 13, 2, 0, "" ],
  [ 14, 2, 2, "" ] ], "cosmos.base.tendermint.v1beta1.Module": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ] ], "cosmos.base.tendermint.v1beta1.ProofOp": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "" ] ], "cosmos.base.tendermint.v1beta1.ProofOps": [
  [ 1, 2, 0, "cosmos.base.tendermint.v1beta1.ProofOp" ] ], "cosmos.base.tendermint.v1beta1.Validator": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "google.protobuf.Any" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ] ], "cosmos.base.tendermint.v1beta1.VersionInfo": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 2, 2, "" ],
  [ 7, 2, 0, "cosmos.base.tendermint.v1beta1.Module" ],
  [ 8, 2, 2, "" ] ], "cosmos.base.v1beta1.Coin": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "cosmos.base.v1beta1.DecCoin": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "cosmos.base.v1beta1.DecProto": [
  [ 1, 2, 2, "" ] ], "cosmos.base.v1beta1.IntProto": [
  [ 1, 2, 2, "" ] ], "cosmos.consensus.v1.MsgUpdateParams": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "tendermint.types.BlockParams" ],
  [ 3, 2, 0, "tendermint.types.EvidenceParams" ],
  [ 4, 2, 0, "tendermint.types.ValidatorParams" ] ], "cosmos.consensus.v1.MsgUpdateParamsResponse": [], "cosmos.consensus.v1.QueryParamsRequest": [], "cosmos.consensus.v1.QueryParamsResponse": [
  [ 1, 2, 0, "tendermint.types.ConsensusParams" ] ], "cosmos.crypto.ed25519.PrivKey": [
  [ 1, 2, 0, "" ] ], "cosmos.crypto.ed25519.PubKey": [
  [ 1, 2, 0, "" ] ], "cosmos.crypto.multisig.LegacyAminoPubKey": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "google.protobuf.Any" ] ], "cosmos.crypto.multisig.v1beta1.CompactBitArray": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ] ], "cosmos.crypto.multisig.v1beta1.MultiSignature": [
  [ 1, 2, 0, "" ] ], "cosmos.crypto.secp256k1.PrivKey": [
  [ 1, 2, 0, "" ] ], "cosmos.crypto.secp256k1.PubKey": [
  [ 1, 2, 0, "" ] ], "cosmos.feegrant.v1beta1.AllowedMsgAllowance": [
  [ 1, 2, 0, "google.protobuf.Any" ],
  [ 2, 2, 2, "" ] ], "cosmos.feegrant.v1beta1.BasicAllowance": [
  [ 1, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 2, 2, 0, "google.protobuf.Timestamp" ] ], "cosmos.feegrant.v1beta1.GenesisState": [
  [ 1, 2, 0, "cosmos.feegrant.v1beta1.Grant" ] ], "cosmos.feegrant.v1beta1.Grant": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "google.protobuf.Any" ] ], "cosmos.feegrant.v1beta1.MsgGrantAllowance": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "google.protobuf.Any" ] ], "cosmos.feegrant.v1beta1.MsgGrantAllowanceResponse": [], "cosmos.feegrant.v1beta1.MsgPruneAllowances": [
  [ 1, 2, 2, "" ] ], "cosmos.feegrant.v1beta1.MsgPruneAllowancesResponse": [], "cosmos.feegrant.v1beta1.MsgRevokeAllowance": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "cosmos.feegrant.v1beta1.MsgRevokeAllowanceResponse": [], "cosmos.feegrant.v1beta1.PeriodicAllowance": [
  [ 1, 2, 0, "cosmos.feegrant.v1beta1.BasicAllowance" ],
  [ 2, 2, 0, "google.protobuf.Duration" ],
  [ 3, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 4, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 5, 2, 0, "google.protobuf.Timestamp" ] ], "cosmos.feegrant.v1beta1.QueryAllowanceRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "cosmos.feegrant.v1beta1.QueryAllowanceResponse": [
  [ 1, 2, 0, "cosmos.feegrant.v1beta1.Grant" ] ], "cosmos.feegrant.v1beta1.QueryAllowancesByGranterRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.feegrant.v1beta1.QueryAllowancesByGranterResponse": [
  [ 1, 2, 0, "cosmos.feegrant.v1beta1.Grant" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.feegrant.v1beta1.QueryAllowancesRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.feegrant.v1beta1.QueryAllowancesResponse": [
  [ 1, 2, 0, "cosmos.feegrant.v1beta1.Grant" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.ics23.v1.CommitmentProof": [
  [ 1, 2, 0, "cosmos.ics23.v1.ExistenceProof" ],
  [ 2, 2, 0, "cosmos.ics23.v1.NonExistenceProof" ] ], "cosmos.ics23.v1.ExistenceProof": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "cosmos.ics23.v1.LeafOp" ],
  [ 4, 2, 0, "cosmos.ics23.v1.InnerOp" ] ], "cosmos.ics23.v1.InnerOp": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "" ] ], "cosmos.ics23.v1.LeafOp": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 0, "" ] ], "cosmos.ics23.v1.NonExistenceProof": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "cosmos.ics23.v1.ExistenceProof" ],
  [ 3, 2, 0, "cosmos.ics23.v1.ExistenceProof" ] ], "cosmos.tx.signing.v1beta1.SignatureDescriptor": [
  [ 1, 2, 0, "google.protobuf.Any" ],
  [ 2, 2, 0, "cosmos.tx.signing.v1beta1.SignatureDescriptor.Data" ],
  [ 3, 0, 0, "" ] ], "cosmos.tx.signing.v1beta1.SignatureDescriptor.Data": [
  [ 1, 2, 0, "cosmos.tx.signing.v1beta1.SignatureDescriptor.Data.Single" ],
  [ 2, 2, 0, "cosmos.tx.signing.v1beta1.SignatureDescriptor.Data.Multi" ] ], "cosmos.tx.signing.v1beta1.SignatureDescriptor.Data.Multi": [
  [ 1, 2, 0, "cosmos.crypto.multisig.v1beta1.CompactBitArray" ],
  [ 2, 2, 0, "cosmos.tx.signing.v1beta1.SignatureDescriptor.Data" ] ], "cosmos.tx.signing.v1beta1.SignatureDescriptor.Data.Single": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ] ], "cosmos.tx.signing.v1beta1.SignatureDescriptors": [
  [ 1, 2, 0, "cosmos.tx.signing.v1beta1.SignatureDescriptor" ] ], "cosmos.tx.v1beta1.AuthInfo": [
  [ 1, 2, 0, "cosmos.tx.v1beta1.SignerInfo" ],
  [ 2, 2, 0, "cosmos.tx.v1beta1.Fee" ],
  [ 3, 2, 0, "cosmos.tx.v1beta1.Tip" ] ], "cosmos.tx.v1beta1.AuxSignerData": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.tx.v1beta1.SignDocDirectAux" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "" ] ], "cosmos.tx.v1beta1.BroadcastTxRequest": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ] ], "cosmos.tx.v1beta1.BroadcastTxResponse": [
  [ 1, 2, 0, "cosmos.base.abci.v1beta1.TxResponse" ] ], "cosmos.tx.v1beta1.Fee": [
  [ 1, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ] ], "cosmos.tx.v1beta1.GetBlockWithTxsRequest": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "cosmos.tx.v1beta1.GetBlockWithTxsResponse": [
  [ 1, 2, 0, "cosmos.tx.v1beta1.Tx" ],
  [ 2, 2, 0, "tendermint.types.BlockID" ],
  [ 3, 2, 0, "tendermint.types.Block" ],
  [ 4, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "cosmos.tx.v1beta1.GetTxRequest": [
  [ 1, 2, 2, "" ] ], "cosmos.tx.v1beta1.GetTxResponse": [
  [ 1, 2, 0, "cosmos.tx.v1beta1.Tx" ],
  [ 2, 2, 0, "cosmos.base.abci.v1beta1.TxResponse" ] ], "cosmos.tx.v1beta1.GetTxsEventRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 2, "" ] ], "cosmos.tx.v1beta1.GetTxsEventResponse": [
  [ 1, 2, 0, "cosmos.tx.v1beta1.Tx" ],
  [ 2, 2, 0, "cosmos.base.abci.v1beta1.TxResponse" ],
  [ 3, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ],
  [ 4, 0, 0, "" ] ], "cosmos.tx.v1beta1.ModeInfo": [
  [ 1, 2, 0, "cosmos.tx.v1beta1.ModeInfo.Single" ],
  [ 2, 2, 0, "cosmos.tx.v1beta1.ModeInfo.Multi" ] ], "cosmos.tx.v1beta1.ModeInfo.Multi": [
  [ 1, 2, 0, "cosmos.crypto.multisig.v1beta1.CompactBitArray" ],
  [ 2, 2, 0, "cosmos.tx.v1beta1.ModeInfo" ] ], "cosmos.tx.v1beta1.ModeInfo.Single": [
  [ 1, 0, 0, "" ] ], "cosmos.tx.v1beta1.SignDoc": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ] ], "cosmos.tx.v1beta1.SignDocDirectAux": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "google.protobuf.Any" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 0, "cosmos.tx.v1beta1.Tip" ] ], "cosmos.tx.v1beta1.SignerInfo": [
  [ 1, 2, 0, "google.protobuf.Any" ],
  [ 2, 2, 0, "cosmos.tx.v1beta1.ModeInfo" ],
  [ 3, 0, 0, "" ] ], "cosmos.tx.v1beta1.SimulateRequest": [
  [ 1, 2, 0, "cosmos.tx.v1beta1.Tx" ],
  [ 2, 2, 0, "" ] ], "cosmos.tx.v1beta1.SimulateResponse": [
  [ 1, 2, 0, "cosmos.base.abci.v1beta1.GasInfo" ],
  [ 2, 2, 0, "cosmos.base.abci.v1beta1.Result" ] ], "cosmos.tx.v1beta1.Tip": [
  [ 1, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 2, 2, 2, "" ] ], "cosmos.tx.v1beta1.Tx": [
  [ 1, 2, 0, "cosmos.tx.v1beta1.TxBody" ],
  [ 2, 2, 0, "cosmos.tx.v1beta1.AuthInfo" ],
  [ 3, 2, 0, "" ] ], "cosmos.tx.v1beta1.TxBody": [
  [ 1, 2, 0, "google.protobuf.Any" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 1023, 2, 0, "google.protobuf.Any" ],
  [ 2047, 2, 0, "google.protobuf.Any" ] ], "cosmos.tx.v1beta1.TxDecodeRequest": [
  [ 1, 2, 0, "" ] ], "cosmos.tx.v1beta1.TxDecodeResponse": [
  [ 1, 2, 0, "cosmos.tx.v1beta1.Tx" ] ], "cosmos.tx.v1beta1.TxEncodeRequest": [
  [ 1, 2, 0, "cosmos.tx.v1beta1.Tx" ] ], "cosmos.tx.v1beta1.TxEncodeResponse": [
  [ 1, 2, 0, "" ] ], "cosmos.tx.v1beta1.TxRaw": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "" ] ], "cosmos.vesting.v1beta1.BaseVestingAccount": [
  [ 1, 2, 0, "cosmos.auth.v1beta1.BaseAccount" ],
  [ 2, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 3, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 4, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 5, 0, 0, "" ] ], "cosmos.vesting.v1beta1.ContinuousVestingAccount": [
  [ 1, 2, 0, "cosmos.vesting.v1beta1.BaseVestingAccount" ],
  [ 2, 0, 0, "" ] ], "cosmos.vesting.v1beta1.DelayedVestingAccount": [
  [ 1, 2, 0, "cosmos.vesting.v1beta1.BaseVestingAccount" ] ], "cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "cosmos.vesting.v1beta1.Period" ] ], "cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccountResponse": [], "cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccountResponse": [], "cosmos.vesting.v1beta1.MsgCreateVestingAccount": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ] ], "cosmos.vesting.v1beta1.MsgCreateVestingAccountResponse": [], "cosmos.vesting.v1beta1.Period": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "cosmos.vesting.v1beta1.PeriodicVestingAccount": [
  [ 1, 2, 0, "cosmos.vesting.v1beta1.BaseVestingAccount" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "cosmos.vesting.v1beta1.Period" ] ], "cosmos.vesting.v1beta1.PermanentLockedAccount": [
  [ 1, 2, 0, "cosmos.vesting.v1beta1.BaseVestingAccount" ] ], "cosmos_proto.InterfaceDescriptor": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "cosmos_proto.ScalarDescriptor": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 1, "" ] ], "google.api.CustomHttpPattern": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "google.api.Http": [
  [ 1, 2, 0, "google.api.HttpRule" ],
  [ 2, 0, 0, "" ] ], "google.api.HttpRule": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 2, 2, "" ],
  [ 8, 2, 0, "google.api.CustomHttpPattern" ],
  [ 7, 2, 2, "" ],
  [ 12, 2, 2, "" ],
  [ 11, 2, 0, "google.api.HttpRule" ] ], "google.protobuf.Any": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ] ], "google.protobuf.DescriptorProto": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "google.protobuf.FieldDescriptorProto" ],
  [ 6, 2, 0, "google.protobuf.FieldDescriptorProto" ],
  [ 3, 2, 0, "google.protobuf.DescriptorProto" ],
  [ 4, 2, 0, "google.protobuf.EnumDescriptorProto" ],
  [ 5, 2, 0, "google.protobuf.DescriptorProto.ExtensionRange" ],
  [ 8, 2, 0, "google.protobuf.OneofDescriptorProto" ],
  [ 7, 2, 0, "google.protobuf.MessageOptions" ],
  [ 9, 2, 0, "google.protobuf.DescriptorProto.ReservedRange" ],
  [ 10, 2, 2, "" ] ], "google.protobuf.DescriptorProto.ExtensionRange": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "google.protobuf.ExtensionRangeOptions" ] ], "google.protobuf.DescriptorProto.ReservedRange": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "google.protobuf.Duration": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "google.protobuf.EnumDescriptorProto": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "google.protobuf.EnumValueDescriptorProto" ],
  [ 3, 2, 0, "google.protobuf.EnumOptions" ],
  [ 4, 2, 0, "google.protobuf.EnumDescriptorProto.EnumReservedRange" ],
  [ 5, 2, 2, "" ] ], "google.protobuf.EnumDescriptorProto.EnumReservedRange": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "google.protobuf.EnumOptions": [
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 999, 2, 0, "google.protobuf.UninterpretedOption" ],
  [ 62001, 0, 0, "" ],
  [ 62021, 0, 0, "" ],
  [ 62022, 0, 0, "" ],
  [ 62023, 2, 2, "" ],
  [ 62024, 0, 0, "" ] ], "google.protobuf.EnumValueDescriptorProto": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "google.protobuf.EnumValueOptions" ] ], "google.protobuf.EnumValueOptions": [
  [ 1, 0, 0, "" ],
  [ 999, 2, 0, "google.protobuf.UninterpretedOption" ],
  [ 66001, 2, 2, "" ] ], "google.protobuf.ExtensionRangeOptions": [
  [ 999, 2, 0, "google.protobuf.UninterpretedOption" ] ], "google.protobuf.FieldDescriptorProto": [
  [ 1, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 7, 2, 2, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 2, 2, "" ],
  [ 8, 2, 0, "google.protobuf.FieldOptions" ] ], "google.protobuf.FieldOptions": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 10, 0, 0, "" ],
  [ 999, 2, 0, "google.protobuf.UninterpretedOption" ],
  [ 93001, 2, 2, "" ],
  [ 93002, 2, 2, "" ],
  [ 65001, 0, 0, "" ],
  [ 65002, 0, 0, "" ],
  [ 65003, 2, 2, "" ],
  [ 65004, 2, 2, "" ],
  [ 65005, 2, 2, "" ],
  [ 65006, 2, 2, "" ],
  [ 65007, 2, 2, "" ],
  [ 65008, 2, 2, "" ],
  [ 65009, 2, 2, "" ],
  [ 65010, 0, 0, "" ],
  [ 65011, 0, 0, "" ],
  [ 65012, 0, 0, "" ],
  [ 65013, 2, 2, "" ],
  [ 11110003, 2, 2, "" ],
  [ 11110004, 2, 2, "" ],
  [ 11110005, 0, 0, "" ] ], "google.protobuf.FileDescriptorProto": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 10, 0, 1, "" ],
  [ 11, 0, 1, "" ],
  [ 4, 2, 0, "google.protobuf.DescriptorProto" ],
  [ 5, 2, 0, "google.protobuf.EnumDescriptorProto" ],
  [ 6, 2, 0, "google.protobuf.ServiceDescriptorProto" ],
  [ 7, 2, 0, "google.protobuf.FieldDescriptorProto" ],
  [ 8, 2, 0, "google.protobuf.FileOptions" ],
  [ 9, 2, 0, "google.protobuf.SourceCodeInfo" ],
  [ 12, 2, 2, "" ] ], "google.protobuf.FileDescriptorSet": [
  [ 1, 2, 0, "google.protobuf.FileDescriptorProto" ] ], "google.protobuf.FileOptions": [
  [ 1, 2, 2, "" ],
  [ 8, 2, 2, "" ],
  [ 10, 0, 0, "" ],
  [ 20, 0, 0, "" ],
  [ 27, 0, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 11, 2, 2, "" ],
  [ 16, 0, 0, "" ],
  [ 17, 0, 0, "" ],
  [ 18, 0, 0, "" ],
  [ 42, 0, 0, "" ],
  [ 23, 0, 0, "" ],
  [ 31, 0, 0, "" ],
  [ 36, 2, 2, "" ],
  [ 37, 2, 2, "" ],
  [ 39, 2, 2, "" ],
  [ 40, 2, 2, "" ],
  [ 41, 2, 2, "" ],
  [ 44, 2, 2, "" ],
  [ 45, 2, 2, "" ],
  [ 999, 2, 0, "google.protobuf.UninterpretedOption" ],
  [ 793021, 2, 0, "cosmos_proto.InterfaceDescriptor" ],
  [ 793022, 2, 0, "cosmos_proto.ScalarDescriptor" ],
  [ 63001, 0, 0, "" ],
  [ 63002, 0, 0, "" ],
  [ 63003, 0, 0, "" ],
  [ 63004, 0, 0, "" ],
  [ 63005, 0, 0, "" ],
  [ 63006, 0, 0, "" ],
  [ 63007, 0, 0, "" ],
  [ 63008, 0, 0, "" ],
  [ 63009, 0, 0, "" ],
  [ 63013, 0, 0, "" ],
  [ 63014, 0, 0, "" ],
  [ 63015, 0, 0, "" ],
  [ 63016, 0, 0, "" ],
  [ 63017, 0, 0, "" ],
  [ 63018, 0, 0, "" ],
  [ 63019, 0, 0, "" ],
  [ 63020, 0, 0, "" ],
  [ 63021, 0, 0, "" ],
  [ 63022, 0, 0, "" ],
  [ 63023, 0, 0, "" ],
  [ 63024, 0, 0, "" ],
  [ 63025, 0, 0, "" ],
  [ 63026, 0, 0, "" ],
  [ 63027, 0, 0, "" ],
  [ 63028, 0, 0, "" ],
  [ 63029, 0, 0, "" ],
  [ 63030, 0, 0, "" ],
  [ 63031, 0, 0, "" ],
  [ 63032, 0, 0, "" ],
  [ 63033, 0, 0, "" ],
  [ 63034, 0, 0, "" ],
  [ 63035, 0, 0, "" ] ], "google.protobuf.GeneratedCodeInfo": [
  [ 1, 2, 0, "google.protobuf.GeneratedCodeInfo.Annotation" ] ], "google.protobuf.GeneratedCodeInfo.Annotation": [
  [ 1, 0, 1, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ] ], "google.protobuf.MessageOptions": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 999, 2, 0, "google.protobuf.UninterpretedOption" ],
  [ 93001, 2, 2, "" ],
  [ 64001, 0, 0, "" ],
  [ 64003, 0, 0, "" ],
  [ 64004, 0, 0, "" ],
  [ 64005, 0, 0, "" ],
  [ 64006, 0, 0, "" ],
  [ 64007, 0, 0, "" ],
  [ 67008, 0, 0, "" ],
  [ 64009, 0, 0, "" ],
  [ 64013, 0, 0, "" ],
  [ 64014, 0, 0, "" ],
  [ 64015, 0, 0, "" ],
  [ 64016, 0, 0, "" ],
  [ 64017, 0, 0, "" ],
  [ 64018, 0, 0, "" ],
  [ 64019, 0, 0, "" ],
  [ 64020, 0, 0, "" ],
  [ 64023, 0, 0, "" ],
  [ 64024, 0, 0, "" ],
  [ 64025, 0, 0, "" ],
  [ 64026, 0, 0, "" ],
  [ 64028, 0, 0, "" ],
  [ 64029, 0, 0, "" ],
  [ 64030, 0, 0, "" ],
  [ 64033, 0, 0, "" ],
  [ 64034, 0, 0, "" ],
  [ 64035, 0, 0, "" ],
  [ 11110000, 2, 2, "" ],
  [ 11110001, 2, 2, "" ],
  [ 11110002, 2, 2, "" ] ], "google.protobuf.MethodDescriptorProto": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 0, "google.protobuf.MethodOptions" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ] ], "google.protobuf.MethodOptions": [
  [ 33, 0, 0, "" ],
  [ 34, 0, 0, "" ],
  [ 999, 2, 0, "google.protobuf.UninterpretedOption" ],
  [ 72295728, 2, 0, "google.api.HttpRule" ] ], "google.protobuf.OneofDescriptorProto": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "google.protobuf.OneofOptions" ] ], "google.protobuf.OneofOptions": [
  [ 999, 2, 0, "google.protobuf.UninterpretedOption" ] ], "google.protobuf.ServiceDescriptorProto": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "google.protobuf.MethodDescriptorProto" ],
  [ 3, 2, 0, "google.protobuf.ServiceOptions" ] ], "google.protobuf.ServiceOptions": [
  [ 33, 0, 0, "" ],
  [ 999, 2, 0, "google.protobuf.UninterpretedOption" ] ], "google.protobuf.SourceCodeInfo": [
  [ 1, 2, 0, "google.protobuf.SourceCodeInfo.Location" ] ], "google.protobuf.SourceCodeInfo.Location": [
  [ 1, 0, 1, "" ],
  [ 2, 0, 1, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 6, 2, 2, "" ] ], "google.protobuf.Timestamp": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "google.protobuf.UninterpretedOption": [
  [ 2, 2, 0, "google.protobuf.UninterpretedOption.NamePart" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 1, 0, "" ],
  [ 7, 2, 0, "" ],
  [ 8, 2, 2, "" ] ], "google.protobuf.UninterpretedOption.NamePart": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.beacon.v1.EventBeacon": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 0, 0, "" ] ], "infonex.beacon.v1.GenesisState": [
  [ 1, 2, 0, "infonex.beacon.v1.Params" ],
  [ 2, 2, 0, "infonex.beacon.v1.Onion" ],
  [ 3, 2, 0, "infonex.beacon.v1.Seed" ] ], "infonex.beacon.v1.MsgCommitOnion": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "infonex.beacon.v1.OnionCommitment" ] ], "infonex.beacon.v1.MsgCommitOnionResponse": [
  [ 1, 0, 0, "" ] ], "infonex.beacon.v1.Onion": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 0, "infonex.beacon.v1.OnionCommitment" ],
  [ 7, 0, 0, "" ] ], "infonex.beacon.v1.OnionCommitment": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ] ], "infonex.beacon.v1.Params": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ] ], "infonex.beacon.v1.QueryOnionsRequest": [], "infonex.beacon.v1.QueryOnionsResponse": [
  [ 1, 2, 0, "infonex.beacon.v1.Onion" ] ], "infonex.beacon.v1.QueryParamsRequest": [], "infonex.beacon.v1.QueryParamsResponse": [
  [ 1, 2, 0, "infonex.beacon.v1.Params" ] ], "infonex.beacon.v1.QuerySeedRequest": [
  [ 1, 0, 0, "" ] ], "infonex.beacon.v1.QuerySeedResponse": [
  [ 1, 2, 0, "infonex.beacon.v1.Seed" ] ], "infonex.beacon.v1.Seed": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ] ], "infonex.beacon.v1.SystemTx": [
  [ 15, 2, 2, "" ],
  [ 16, 2, 0, "" ],
  [ 17, 2, 0, "" ],
  [ 18, 2, 0, "infonex.beacon.v1.OnionCommitment" ] ], "infonex.engine.v1.BlockMeta": [
  [ 1, 2, 0, "tendermint.types.BlockID" ],
  [ 2, 0, 0, "" ] ], "infonex.engine.v1.EngineState": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "tendermint.types.BlockID" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 2, 0, "tendermint.types.ValidatorSet" ],
  [ 8, 2, 0, "tendermint.types.ValidatorSet" ],
  [ 9, 2, 0, "tendermint.types.ValidatorSet" ],
  [ 10, 2, 0, "tendermint.types.ConsensusParams" ],
  [ 11, 2, 0, "" ],
  [ 12, 2, 0, "" ],
  [ 13, 2, 0, "" ] ], "infonex.engine.v1.Event": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.engine.v1.EventAttribute" ] ], "infonex.engine.v1.EventAttribute": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ] ], "infonex.engine.v1.ExecTxResult": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 2, 0, "infonex.engine.v1.Event" ],
  [ 8, 2, 2, "" ] ], "infonex.engine.v1.Results": [
  [ 1, 2, 0, "infonex.engine.v1.Event" ],
  [ 2, 2, 0, "infonex.engine.v1.ExecTxResult" ],
  [ 3, 2, 0, "infonex.engine.v1.ValidatorChange" ],
  [ 4, 2, 0, "tendermint.types.ConsensusParams" ],
  [ 5, 2, 0, "" ] ], "infonex.engine.v1.StoreRange": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "infonex.engine.v1.ValidatorChange": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 0, 0, "" ] ], "infonex.gov.v1.Announcement": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "google.protobuf.Any" ],
  [ 3, 2, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 2, 2, "" ] ], "infonex.gov.v1.GenesisState": [
  [ 1, 2, 0, "infonex.gov.v1.Params" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "infonex.gov.v1.Announcement" ] ], "infonex.gov.v1.MsgAnnounceParams": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "google.protobuf.Any" ],
  [ 3, 2, 2, "" ] ], "infonex.gov.v1.MsgAnnounceParamsResponse": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ] ], "infonex.gov.v1.MsgCancelAnnouncement": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.gov.v1.MsgCancelAnnouncementResponse": [], "infonex.gov.v1.MsgUpdateParams": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.gov.v1.Params" ] ], "infonex.gov.v1.MsgUpdateParamsResponse": [], "infonex.gov.v1.Params": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ] ], "infonex.gov.v1.QueryAnnouncementsRequest": [], "infonex.gov.v1.QueryAnnouncementsResponse": [
  [ 1, 2, 0, "infonex.gov.v1.Announcement" ] ], "infonex.gov.v1.QueryAuthorityRequest": [], "infonex.gov.v1.QueryAuthorityResponse": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "infonex.gov.v1.QueryParamsRequest": [], "infonex.gov.v1.QueryParamsResponse": [
  [ 1, 2, 0, "infonex.gov.v1.Params" ] ], "infonex.inference.v1.Acknowledgement": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "infonex.inference.v1.Counter" ],
  [ 3, 2, 0, "" ] ], "infonex.inference.v1.Attribute": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 5, 1, "" ],
  [ 4, 0, 1, "" ],
  [ 5, 2, 0, "" ],
  [ 6, 2, 0, "infonex.inference.v1.ValueType" ],
  [ 7, 2, 0, "" ] ], "infonex.inference.v1.Checkpoint": [
  [ 1, 2, 0, "infonex.inference.v1.SignedReceipt" ],
  [ 2, 2, 0, "infonex.inference.v1.SignedRequest" ],
  [ 3, 2, 0, "infonex.inference.v1.SignedMeasurement" ] ], "infonex.inference.v1.ClientEntry": [
  [ 1, 2, 0, "infonex.payment.v1.ChannelDescriptor" ],
  [ 2, 2, 0, "infonex.inference.v1.SignedReceipt" ],
  [ 3, 2, 0, "infonex.inference.v1.SignedRequest" ],
  [ 4, 2, 0, "infonex.payment.v1.SignedVoucher" ],
  [ 5, 2, 0, "" ],
  [ 6, 0, 0, "" ] ], "infonex.inference.v1.Counter": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ] ], "infonex.inference.v1.Graph": [
  [ 1, 2, 0, "" ] ], "infonex.inference.v1.GraphHeader": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "infonex.inference.v1.OperatorSet" ],
  [ 3, 2, 0, "infonex.inference.v1.Port" ],
  [ 4, 2, 0, "infonex.inference.v1.Port" ],
  [ 5, 2, 0, "infonex.inference.v1.Weight" ],
  [ 6, 0, 0, "" ] ], "infonex.inference.v1.GraphNode": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 0, "infonex.inference.v1.Attribute" ],
  [ 5, 0, 1, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 2, 0, "infonex.inference.v1.ValueType" ] ], "infonex.inference.v1.Handshake": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 0, "" ],
  [ 6, 2, 0, "" ] ], "infonex.inference.v1.LedgerEntry": [
  [ 1, 2, 0, "infonex.payment.v1.SignedVoucher" ],
  [ 2, 2, 0, "infonex.inference.v1.SignedRequest" ],
  [ 3, 2, 0, "infonex.inference.v1.SignedReceipt" ],
  [ 4, 2, 0, "infonex.payment.v1.ChannelDescriptor" ],
  [ 5, 2, 0, "" ],
  [ 6, 2, 0, "" ] ], "infonex.inference.v1.ManagerEntry": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "infonex.payment.v1.ChannelDescriptor" ],
  [ 4, 2, 0, "infonex.inference.v1.SignedReceipt" ],
  [ 5, 2, 0, "infonex.inference.v1.SignedMeasurement" ],
  [ 6, 2, 0, "infonex.inference.v1.SignedRequest" ],
  [ 7, 2, 0, "infonex.payment.v1.SignedVoucher" ] ], "infonex.inference.v1.Measurement": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "infonex.inference.v1.Acknowledgement" ] ], "infonex.inference.v1.OperatorSet": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.inference.v1.OutputCommitment": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "infonex.inference.v1.TensorCommitment" ] ], "infonex.inference.v1.Port": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 1, "" ],
  [ 4, 0, 0, "" ] ], "infonex.inference.v1.Receipt": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "" ],
  [ 5, 2, 0, "" ],
  [ 6, 2, 0, "" ],
  [ 7, 2, 0, "" ],
  [ 8, 2, 0, "infonex.inference.v1.Counter" ],
  [ 9, 2, 2, "" ],
  [ 10, 2, 2, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 0, 0, "" ],
  [ 13, 2, 0, "" ],
  [ 14, 0, 0, "" ],
  [ 15, 2, 0, "" ],
  [ 16, 2, 0, "infonex.sla.v1.MeterState" ],
  [ 17, 2, 0, "infonex.sla.v1.MeterState" ] ], "infonex.inference.v1.Request": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "" ],
  [ 5, 2, 0, "" ],
  [ 6, 2, 2, "" ],
  [ 7, 2, 2, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 2, 0, "infonex.inference.v1.Acknowledgement" ] ], "infonex.inference.v1.SignedHandshake": [
  [ 1, 2, 0, "infonex.inference.v1.Handshake" ],
  [ 2, 2, 0, "" ] ], "infonex.inference.v1.SignedMeasurement": [
  [ 1, 2, 0, "infonex.inference.v1.Measurement" ],
  [ 2, 2, 0, "" ] ], "infonex.inference.v1.SignedReceipt": [
  [ 1, 2, 0, "infonex.inference.v1.Receipt" ],
  [ 2, 2, 0, "" ] ], "infonex.inference.v1.SignedRequest": [
  [ 1, 2, 0, "infonex.inference.v1.Request" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "" ] ], "infonex.inference.v1.TensorCommitment": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 1, "" ],
  [ 3, 2, 0, "" ] ], "infonex.inference.v1.ValueType": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 1, "" ] ], "infonex.inference.v1.Weight": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 1, "" ],
  [ 3, 0, 1, "" ] ], "infonex.model.v1.GenesisState": [
  [ 1, 2, 0, "infonex.model.v1.Params" ],
  [ 2, 2, 0, "infonex.model.v1.Model" ],
  [ 3, 2, 0, "infonex.model.v1.GraphChunk" ] ], "infonex.model.v1.GraphChunk": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "" ] ], "infonex.model.v1.Model": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 2, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 0, 0, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 2, 0, "infonex.model.v1.TensorInfo" ],
  [ 13, 2, 0, "infonex.model.v1.TensorInfo" ],
  [ 14, 2, 0, "infonex.model.v1.OperatorCount" ],
  [ 15, 2, 2, "" ],
  [ 16, 2, 0, "" ],
  [ 17, 2, 2, "" ],
  [ 18, 0, 0, "" ],
  [ 19, 0, 0, "" ],
  [ 20, 0, 0, "" ] ], "infonex.model.v1.MsgPostGraph": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "" ] ], "infonex.model.v1.MsgPostGraphResponse": [
  [ 1, 0, 0, "" ] ], "infonex.model.v1.MsgRegisterModel": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 2, 0, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 0, 0, "" ],
  [ 11, 2, 0, "infonex.model.v1.TensorInfo" ],
  [ 12, 2, 0, "infonex.model.v1.TensorInfo" ],
  [ 13, 2, 0, "infonex.model.v1.OperatorCount" ],
  [ 14, 2, 2, "" ],
  [ 15, 2, 0, "" ],
  [ 16, 2, 2, "" ] ], "infonex.model.v1.MsgRegisterModelResponse": [
  [ 1, 2, 0, "" ] ], "infonex.model.v1.MsgRetireModel": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ] ], "infonex.model.v1.MsgRetireModelResponse": [], "infonex.model.v1.MsgUpdateModel": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ] ], "infonex.model.v1.MsgUpdateModelResponse": [], "infonex.model.v1.MsgUpdateParams": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.model.v1.Params" ] ], "infonex.model.v1.MsgUpdateParamsResponse": [], "infonex.model.v1.OperatorCount": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.model.v1.Params": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ] ], "infonex.model.v1.QueryGraphChunkRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.model.v1.QueryGraphChunkResponse": [
  [ 1, 2, 0, "" ] ], "infonex.model.v1.QueryModelRequest": [
  [ 1, 2, 2, "" ] ], "infonex.model.v1.QueryModelResponse": [
  [ 1, 2, 0, "infonex.model.v1.Model" ] ], "infonex.model.v1.QueryModelsRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.model.v1.QueryModelsResponse": [
  [ 1, 2, 0, "infonex.model.v1.Model" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.model.v1.QueryParamsRequest": [], "infonex.model.v1.QueryParamsResponse": [
  [ 1, 2, 0, "infonex.model.v1.Params" ] ], "infonex.model.v1.TensorInfo": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 1, "" ] ], "infonex.payment.v1.Channel": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 2, 2, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 2, 2, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 0, 0, "" ],
  [ 13, 0, 0, "" ],
  [ 14, 0, 0, "" ] ], "infonex.payment.v1.ChannelDescriptor": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 0, "infonex.payment.v1.Share" ],
  [ 6, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 2, 2, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 2, 2, "" ],
  [ 13, 0, 0, "" ],
  [ 14, 0, 0, "" ],
  [ 15, 0, 0, "" ] ], "infonex.payment.v1.ClaimOutcome": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ] ], "infonex.payment.v1.Contract": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 2, 2, "" ],
  [ 7, 2, 2, "" ],
  [ 8, 2, 2, "" ],
  [ 9, 2, 2, "" ],
  [ 10, 2, 2, "" ] ], "infonex.payment.v1.Credit": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ] ], "infonex.payment.v1.Escrow": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ] ], "infonex.payment.v1.GenesisChannel": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 0, 0, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 2, 2, "" ],
  [ 13, 0, 0, "" ],
  [ 14, 2, 2, "" ],
  [ 15, 2, 2, "" ] ], "infonex.payment.v1.GenesisContract": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "infonex.payment.v1.Contract" ] ], "infonex.payment.v1.GenesisState": [
  [ 1, 2, 0, "infonex.payment.v1.Params" ],
  [ 20, 2, 0, "infonex.payment.v1.ManagerGrant" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "infonex.payment.v1.Escrow" ],
  [ 4, 2, 0, "infonex.payment.v1.GenesisChannel" ],
  [ 5, 2, 0, "infonex.payment.v1.Credit" ],
  [ 6, 2, 0, "infonex.payment.v1.GenesisContract" ],
  [ 7, 2, 0, "infonex.payment.v1.Maturing" ],
  [ 8, 2, 0, "infonex.payment.v1.ServiceDispute" ] ], "infonex.payment.v1.GrantView": [
  [ 1, 2, 0, "infonex.payment.v1.ManagerGrant" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ] ], "infonex.payment.v1.ManagerGrant": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "infonex.payment.v1.ManagerLimits" ],
  [ 4, 2, 2, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 2, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ] ], "infonex.payment.v1.ManagerLimits": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 2, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 2, 2, "" ],
  [ 9, 2, 2, "" ],
  [ 10, 2, 0, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 0, 0, "" ],
  [ 13, 0, 0, "" ] ], "infonex.payment.v1.Maturing": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ] ], "infonex.payment.v1.MsgClaim": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.payment.v1.SignedVoucher" ] ], "infonex.payment.v1.MsgClaimBatch": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.payment.v1.SignedVoucher" ],
  [ 3, 2, 0, "infonex.payment.v1.PayWordClaim" ] ], "infonex.payment.v1.MsgClaimBatchResponse": [
  [ 1, 2, 0, "infonex.payment.v1.ClaimOutcome" ] ], "infonex.payment.v1.MsgClaimPayWord": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.payment.v1.PayWordClaim" ] ], "infonex.payment.v1.MsgClaimPayWordResponse": [
  [ 1, 2, 2, "" ] ], "infonex.payment.v1.MsgClaimResponse": [
  [ 1, 2, 2, "" ] ], "infonex.payment.v1.MsgCloseByPayee": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "infonex.payment.v1.SignedVoucher" ],
  [ 4, 2, 0, "infonex.payment.v1.ChannelDescriptor" ],
  [ 5, 2, 0, "infonex.payment.v1.PayWordClaim" ] ], "infonex.payment.v1.MsgCloseByPayeeResponse": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "infonex.payment.v1.MsgCloseCooperative": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 0, "infonex.payment.v1.ChannelDescriptor" ] ], "infonex.payment.v1.MsgCloseCooperativeResponse": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "infonex.payment.v1.MsgDeposit": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "infonex.payment.v1.MsgDepositResponse": [], "infonex.payment.v1.MsgExtendChannel": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "infonex.payment.v1.MsgExtendChannelResponse": [], "infonex.payment.v1.MsgFinalizeClose": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ] ], "infonex.payment.v1.MsgFinalizeCloseResponse": [
  [ 1, 2, 2, "" ] ], "infonex.payment.v1.MsgGrantManager": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "infonex.payment.v1.ManagerLimits" ] ], "infonex.payment.v1.MsgGrantManagerResponse": [], "infonex.payment.v1.MsgOpenChannel": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 3, 2, 0, "infonex.payment.v1.Share" ],
  [ 4, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 2, 2, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 2, 2, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 0, 0, "" ] ], "infonex.payment.v1.MsgOpenChannelByGrant": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "cosmos.base.v1beta1.Coin" ],
  [ 4, 2, 0, "infonex.payment.v1.Share" ],
  [ 5, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 2, 2, "" ],
  [ 10, 0, 0, "" ],
  [ 11, 2, 2, "" ],
  [ 12, 0, 0, "" ],
  [ 13, 0, 0, "" ] ], "infonex.payment.v1.MsgOpenChannelByGrantResponse": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "infonex.payment.v1.ChannelDescriptor" ] ], "infonex.payment.v1.MsgOpenChannelResponse": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "infonex.payment.v1.ChannelDescriptor" ] ], "infonex.payment.v1.MsgOpenServiceDispute": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "infonex.payment.v1.ChannelDescriptor" ],
  [ 4, 2, 0, "infonex.inference.v1.SignedRequest" ],
  [ 5, 2, 0, "infonex.inference.v1.SignedReceipt" ],
  [ 6, 2, 0, "infonex.payment.v1.SignedVoucher" ] ], "infonex.payment.v1.MsgOpenServiceDisputeResponse": [
  [ 1, 2, 0, "infonex.payment.v1.ServiceDispute" ] ], "infonex.payment.v1.MsgRequestClose": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ] ], "infonex.payment.v1.MsgRequestCloseResponse": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "infonex.payment.v1.MsgRevokeManagerGrant": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ] ], "infonex.payment.v1.MsgRevokeManagerGrantResponse": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "infonex.payment.v1.MsgRevokeSigner": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ] ], "infonex.payment.v1.MsgRevokeSignerResponse": [
  [ 1, 0, 0, "" ] ], "infonex.payment.v1.MsgSettleServiceDispute": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ] ], "infonex.payment.v1.MsgSettleServiceDisputeResponse": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "infonex.payment.v1.MsgShowServed": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "infonex.inference.v1.SignedRequest" ],
  [ 4, 2, 0, "infonex.inference.v1.SignedReceipt" ] ], "infonex.payment.v1.MsgShowServedResponse": [
  [ 1, 2, 0, "infonex.payment.v1.ServiceDispute" ] ], "infonex.payment.v1.MsgUpdateParams": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.payment.v1.Params" ] ], "infonex.payment.v1.MsgUpdateParamsResponse": [], "infonex.payment.v1.MsgWithdrawCredit": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "infonex.payment.v1.MsgWithdrawCreditResponse": [
  [ 1, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "infonex.payment.v1.MsgWithdrawFree": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "infonex.payment.v1.MsgWithdrawFreeResponse": [], "infonex.payment.v1.Params": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 0, 0, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 0, 0, "" ],
  [ 13, 2, 2, "" ],
  [ 14, 0, 0, "" ],
  [ 15, 0, 0, "" ] ], "infonex.payment.v1.PayWordClaim": [
  [ 1, 2, 0, "infonex.payment.v1.SignedPayWordCommit" ],
  [ 2, 2, 0, "infonex.payment.v1.PayWordReveal" ],
  [ 3, 2, 0, "infonex.inference.v1.Checkpoint" ] ], "infonex.payment.v1.PayWordCommit": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 2, 0, "" ],
  [ 8, 0, 0, "" ] ], "infonex.payment.v1.PayWordReveal": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "" ],
  [ 5, 2, 0, "" ] ], "infonex.payment.v1.QueryChannelRequest": [
  [ 1, 2, 2, "" ] ], "infonex.payment.v1.QueryChannelResponse": [
  [ 1, 2, 0, "infonex.payment.v1.Channel" ] ], "infonex.payment.v1.QueryChannelsRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.payment.v1.QueryChannelsResponse": [
  [ 1, 2, 0, "infonex.payment.v1.Channel" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.payment.v1.QueryCreditRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "infonex.payment.v1.QueryCreditResponse": [
  [ 1, 2, 0, "infonex.payment.v1.Credit" ] ], "infonex.payment.v1.QueryEscrowRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "infonex.payment.v1.QueryEscrowResponse": [
  [ 1, 2, 0, "infonex.payment.v1.Escrow" ] ], "infonex.payment.v1.QueryGrantRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "infonex.payment.v1.QueryGrantResponse": [
  [ 1, 2, 0, "infonex.payment.v1.GrantView" ] ], "infonex.payment.v1.QueryGrantsRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.payment.v1.QueryGrantsResponse": [
  [ 1, 2, 0, "infonex.payment.v1.GrantView" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.payment.v1.QueryManagerGrantsRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.payment.v1.QueryManagerGrantsResponse": [
  [ 1, 2, 0, "infonex.payment.v1.GrantView" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.payment.v1.QueryMaturingRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.payment.v1.QueryMaturingResponse": [
  [ 1, 2, 0, "infonex.payment.v1.Maturing" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.payment.v1.QueryParamsRequest": [], "infonex.payment.v1.QueryParamsResponse": [
  [ 1, 2, 0, "infonex.payment.v1.Params" ] ], "infonex.payment.v1.QueryPayeeChannelsRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.payment.v1.QueryPayeeChannelsResponse": [
  [ 1, 2, 0, "infonex.payment.v1.Channel" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.payment.v1.QueryServiceContractRequest": [
  [ 1, 2, 2, "" ] ], "infonex.payment.v1.QueryServiceContractResponse": [
  [ 1, 2, 0, "infonex.payment.v1.Channel" ],
  [ 2, 2, 0, "infonex.payment.v1.Contract" ],
  [ 3, 2, 0, "infonex.sla.v1.Agreement" ],
  [ 4, 2, 0, "infonex.sla.v1.Agreement" ] ], "infonex.payment.v1.QueryServiceDisputeRequest": [
  [ 1, 2, 2, "" ] ], "infonex.payment.v1.QueryServiceDisputeResponse": [
  [ 1, 2, 0, "infonex.payment.v1.ServiceDispute" ] ], "infonex.payment.v1.ServiceDispute": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 2, 2, "" ],
  [ 8, 2, 2, "" ],
  [ 9, 2, 2, "" ],
  [ 10, 2, 0, "" ],
  [ 11, 2, 0, "" ],
  [ 12, 2, 2, "" ],
  [ 13, 0, 0, "" ],
  [ 14, 0, 0, "" ],
  [ 15, 0, 0, "" ],
  [ 16, 2, 0, "infonex.payment.v1.ChannelDescriptor" ],
  [ 17, 2, 0, "" ],
  [ 18, 0, 0, "" ],
  [ 19, 2, 2, "" ] ], "infonex.payment.v1.Share": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.payment.v1.SignedPayWordCommit": [
  [ 1, 2, 0, "infonex.payment.v1.PayWordCommit" ],
  [ 2, 2, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "infonex.payment.v1.ChannelDescriptor" ] ], "infonex.payment.v1.SignedVoucher": [
  [ 1, 2, 0, "infonex.payment.v1.Voucher" ],
  [ 2, 2, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "infonex.payment.v1.ChannelDescriptor" ],
  [ 5, 2, 0, "infonex.inference.v1.Checkpoint" ] ], "infonex.payment.v1.SignerKey": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ] ], "infonex.payment.v1.Voucher": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "" ],
  [ 4, 0, 0, "" ] ], "infonex.router.v1.Candidate": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 2, 2, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 0, 0, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 0, 0, "" ],
  [ 13, 0, 0, "" ],
  [ 14, 0, 0, "" ] ], "infonex.router.v1.ComplianceRecord": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ] ], "infonex.router.v1.CounterpartyCount": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ] ], "infonex.router.v1.GenesisState": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "infonex.router.v1.Server" ],
  [ 3, 2, 0, "infonex.router.v1.Params" ],
  [ 4, 2, 0, "infonex.router.v1.ServerRecord" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 0, "infonex.router.v1.Match" ],
  [ 7, 2, 0, "infonex.router.v1.CounterpartyCount" ],
  [ 8, 2, 0, "infonex.router.v1.RoutedChannel" ],
  [ 9, 2, 0, "infonex.router.v1.Prober" ],
  [ 10, 2, 0, "infonex.router.v1.ProbeDuty" ],
  [ 11, 2, 0, "infonex.router.v1.ComplianceRecord" ],
  [ 12, 2, 0, "infonex.router.v1.ProbeEpoch" ],
  [ 13, 2, 0, "infonex.router.v1.ShownClient" ],
  [ 14, 2, 0, "infonex.router.v1.Payer" ] ], "infonex.router.v1.Hardware": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ] ], "infonex.router.v1.Health": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ] ], "infonex.router.v1.LoadReport": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "" ],
  [ 5, 2, 0, "infonex.router.v1.ModelLoad" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ] ], "infonex.router.v1.Match": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "infonex.router.v1.MatchTerms" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 1, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 2, 2, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 2, 0, "infonex.router.v1.PaymentAnticipation" ],
  [ 11, 0, 0, "" ],
  [ 12, 0, 0, "" ],
  [ 13, 0, 0, "" ],
  [ 14, 2, 2, "" ],
  [ 15, 0, 0, "" ],
  [ 16, 0, 0, "" ],
  [ 17, 0, 0, "" ],
  [ 18, 0, 0, "" ] ], "infonex.router.v1.MatchTerms": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 2, 0, "infonex.router.v1.MatchWeights" ],
  [ 8, 0, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 2, 0, "infonex.router.v1.RequestShape" ],
  [ 11, 0, 1, "" ],
  [ 12, 0, 0, "" ],
  [ 13, 2, 2, "" ],
  [ 14, 2, 0, "infonex.payment.v1.SignerKey" ] ], "infonex.router.v1.MatchWeights": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ] ], "infonex.router.v1.ModelLoad": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ] ], "infonex.router.v1.MsgAttachChannel": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "" ] ], "infonex.router.v1.MsgAttachChannelResponse": [], "infonex.router.v1.MsgConfirmMatch": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.router.v1.MsgConfirmMatchResponse": [], "infonex.router.v1.MsgFundProbes": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "infonex.router.v1.MsgFundProbesResponse": [], "infonex.router.v1.MsgHeartbeat": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.router.v1.MsgHeartbeatResponse": [], "infonex.router.v1.MsgProbeCommit": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "" ] ], "infonex.router.v1.MsgProbeCommitResponse": [], "infonex.router.v1.MsgProbeReveal": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 0, "" ],
  [ 5, 2, 0, "infonex.router.v1.ProbeResult" ] ], "infonex.router.v1.MsgProbeRevealResponse": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 1, "" ] ], "infonex.router.v1.MsgRegisterProber": [
  [ 1, 2, 2, "" ] ], "infonex.router.v1.MsgRegisterProberResponse": [], "infonex.router.v1.MsgRejectMatch": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.router.v1.MsgRejectMatchResponse": [], "infonex.router.v1.MsgReleaseLease": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.router.v1.MsgReleaseLeaseResponse": [], "infonex.router.v1.MsgReportLate": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "infonex.inference.v1.SignedReceipt" ] ], "infonex.router.v1.MsgReportLateResponse": [], "infonex.router.v1.MsgReportLoad": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "infonex.router.v1.ModelLoad" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ] ], "infonex.router.v1.MsgReportLoadBatch": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.router.v1.SignedLoadReport" ] ], "infonex.router.v1.MsgReportLoadBatchResponse": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 1, "" ] ], "infonex.router.v1.MsgReportLoadResponse": [], "infonex.router.v1.MsgReportNoShow": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.router.v1.MsgReportNoShowResponse": [], "infonex.router.v1.MsgRequestMatch": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.router.v1.MatchTerms" ] ], "infonex.router.v1.MsgRequestMatchResponse": [
  [ 1, 0, 0, "" ] ], "infonex.router.v1.MsgRetireProber": [
  [ 1, 2, 2, "" ] ], "infonex.router.v1.MsgRetireProberResponse": [], "infonex.router.v1.MsgSubmitOverCapacity": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "infonex.inference.v1.SignedReceipt" ] ], "infonex.router.v1.MsgSubmitOverCapacityResponse": [
  [ 1, 2, 2, "" ] ], "infonex.router.v1.MsgSubscribeServer": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "" ],
  [ 5, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 6, 2, 2, "" ],
  [ 7, 2, 2, "" ],
  [ 8, 2, 0, "infonex.router.v1.Offer" ],
  [ 9, 2, 2, "" ],
  [ 10, 2, 0, "infonex.router.v1.Hardware" ] ], "infonex.router.v1.MsgSubscribeServerResponse": [
  [ 1, 0, 0, "" ] ], "infonex.router.v1.MsgUnsubscribeServer": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.router.v1.MsgUnsubscribeServerResponse": [], "infonex.router.v1.MsgUpdateParams": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.router.v1.Params" ] ], "infonex.router.v1.MsgUpdateParamsResponse": [], "infonex.router.v1.MsgUpdateServer": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 0, "" ],
  [ 6, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 7, 2, 2, "" ],
  [ 8, 2, 2, "" ],
  [ 9, 2, 0, "infonex.router.v1.Offer" ],
  [ 10, 0, 0, "" ],
  [ 11, 2, 2, "" ],
  [ 12, 2, 0, "infonex.router.v1.Hardware" ] ], "infonex.router.v1.MsgUpdateServerResponse": [], "infonex.router.v1.Offer": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ] ], "infonex.router.v1.Params": [
  [ 1, 2, 0, "infonex.router.v1.Region" ],
  [ 2, 2, 0, "infonex.router.v1.RegionLink" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 0, 0, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 0, 0, "" ],
  [ 13, 0, 0, "" ],
  [ 14, 0, 0, "" ],
  [ 15, 0, 0, "" ],
  [ 16, 0, 0, "" ],
  [ 17, 0, 0, "" ],
  [ 18, 0, 0, "" ],
  [ 19, 0, 0, "" ],
  [ 20, 0, 0, "" ],
  [ 21, 0, 0, "" ],
  [ 22, 0, 0, "" ],
  [ 23, 0, 0, "" ],
  [ 24, 2, 2, "" ],
  [ 25, 0, 0, "" ],
  [ 26, 0, 0, "" ],
  [ 27, 2, 0, "infonex.router.v1.ProbeParams" ],
  [ 28, 0, 0, "" ],
  [ 29, 0, 0, "" ],
  [ 30, 2, 2, "" ],
  [ 31, 0, 0, "" ] ], "infonex.router.v1.PastOffer": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ] ], "infonex.router.v1.Payer": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.router.v1.PaymentAnticipation": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 2, 2, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 2, 2, "" ] ], "infonex.router.v1.ProbeDuty": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "" ] ], "infonex.router.v1.ProbeEpoch": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "infonex.router.v1.ProbeParams": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 2, 2, "" ],
  [ 7, 0, 0, "" ] ], "infonex.router.v1.ProbeResult": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "infonex.inference.v1.SignedReceipt" ],
  [ 3, 2, 0, "infonex.payment.v1.ChannelDescriptor" ] ], "infonex.router.v1.Prober": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ] ], "infonex.router.v1.QueryCandidatesRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.router.v1.MatchTerms" ],
  [ 3, 0, 0, "" ] ], "infonex.router.v1.QueryCandidatesResponse": [
  [ 1, 2, 0, "infonex.router.v1.Candidate" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ] ], "infonex.router.v1.QueryMatchRequest": [
  [ 1, 0, 0, "" ] ], "infonex.router.v1.QueryMatchResponse": [
  [ 1, 2, 0, "infonex.router.v1.Match" ] ], "infonex.router.v1.QueryMatchesRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.router.v1.QueryMatchesResponse": [
  [ 1, 2, 0, "infonex.router.v1.Match" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.router.v1.QueryParamsRequest": [], "infonex.router.v1.QueryParamsResponse": [
  [ 1, 2, 0, "infonex.router.v1.Params" ] ], "infonex.router.v1.QueryProbesRequest": [], "infonex.router.v1.QueryProbesResponse": [
  [ 1, 2, 0, "infonex.router.v1.Prober" ],
  [ 2, 2, 0, "infonex.router.v1.ProbeDuty" ],
  [ 3, 2, 2, "" ] ], "infonex.router.v1.QueryServerRequest": [
  [ 1, 0, 0, "" ] ], "infonex.router.v1.QueryServerResponse": [
  [ 1, 2, 0, "infonex.router.v1.Server" ] ], "infonex.router.v1.QueryServerStateRequest": [
  [ 1, 0, 0, "" ] ], "infonex.router.v1.QueryServerStateResponse": [
  [ 1, 2, 0, "infonex.router.v1.Server" ],
  [ 2, 2, 0, "infonex.router.v1.Health" ],
  [ 3, 2, 0, "infonex.router.v1.Standing" ],
  [ 4, 2, 0, "infonex.router.v1.ServerPath" ] ], "infonex.router.v1.QueryServersRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.router.v1.QueryServersResponse": [
  [ 1, 2, 0, "infonex.router.v1.Server" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.router.v1.Region": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.router.v1.RegionLink": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ] ], "infonex.router.v1.RequestShape": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ] ], "infonex.router.v1.RoutedChannel": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 2, 0, "" ] ], "infonex.router.v1.Server": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 0, "" ],
  [ 6, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 7, 2, 2, "" ],
  [ 8, 2, 2, "" ],
  [ 9, 2, 0, "infonex.router.v1.Offer" ],
  [ 10, 0, 0, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 2, 2, "" ],
  [ 13, 2, 0, "infonex.router.v1.Hardware" ],
  [ 14, 0, 0, "" ],
  [ 15, 2, 0, "infonex.router.v1.PastOffer" ] ], "infonex.router.v1.ServerPath": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ] ], "infonex.router.v1.ServerRecord": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "infonex.router.v1.Health" ],
  [ 3, 2, 0, "infonex.router.v1.Standing" ] ], "infonex.router.v1.ShownClient": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ] ], "infonex.router.v1.SignedLoadReport": [
  [ 1, 2, 0, "infonex.router.v1.LoadReport" ],
  [ 2, 2, 0, "" ] ], "infonex.router.v1.Standing": [
  [ 1, 2, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 0, 0, "" ] ], "infonex.sla.v1.Aggregator": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ] ], "infonex.sla.v1.Agreement": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 0, "infonex.sla.v1.PlanRef" ],
  [ 6, 0, 0, "" ],
  [ 7, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 8, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 9, 2, 0, "infonex.sla.v1.ManagerLimits" ],
  [ 10, 2, 0, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 0, 0, "" ],
  [ 13, 0, 0, "" ],
  [ 14, 0, 0, "" ],
  [ 15, 0, 0, "" ],
  [ 16, 0, 0, "" ],
  [ 17, 2, 2, "" ],
  [ 18, 0, 0, "" ],
  [ 19, 2, 2, "" ] ], "infonex.sla.v1.Allotment": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "infonex.sla.v1.AllotmentSlice" ] ], "infonex.sla.v1.AllotmentSlice": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "infonex.sla.v1.IrDecimal" ] ], "infonex.sla.v1.Bond": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ] ], "infonex.sla.v1.BondLock": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "" ],
  [ 4, 2, 2, "" ] ], "infonex.sla.v1.ChannelAllotment": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "infonex.sla.v1.Allotment" ] ], "infonex.sla.v1.ChannelCount": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "infonex.sla.v1.ChannelReport": [
  [ 1, 2, 0, "infonex.sla.v1.GuaranteeWindowId" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "infonex.sla.v1.GuaranteeCounters" ],
  [ 4, 2, 2, "" ] ], "infonex.sla.v1.ContractLedger": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ] ], "infonex.sla.v1.GenesisPlan": [
  [ 1, 2, 0, "infonex.sla.v1.Plan" ],
  [ 2, 2, 0, "" ] ], "infonex.sla.v1.GenesisState": [
  [ 1, 2, 0, "infonex.sla.v1.Params" ],
  [ 2, 2, 0, "infonex.sla.v1.Aggregator" ],
  [ 3, 2, 0, "infonex.sla.v1.Membership" ],
  [ 4, 2, 0, "infonex.sla.v1.Bond" ],
  [ 5, 2, 0, "infonex.sla.v1.BondLock" ],
  [ 6, 2, 0, "infonex.sla.v1.Unbonding" ],
  [ 7, 2, 0, "infonex.sla.v1.GenesisPlan" ],
  [ 8, 2, 0, "infonex.sla.v1.Agreement" ],
  [ 9, 0, 0, "" ],
  [ 10, 0, 0, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 2, 0, "infonex.sla.v1.Margin" ],
  [ 13, 2, 0, "infonex.sla.v1.GuaranteeWindow" ],
  [ 14, 2, 0, "infonex.sla.v1.ChannelReport" ],
  [ 15, 2, 0, "infonex.sla.v1.ContractLedger" ],
  [ 16, 2, 0, "infonex.sla.v1.GuaranteeUse" ],
  [ 17, 2, 0, "infonex.sla.v1.ChannelAllotment" ],
  [ 18, 2, 0, "infonex.sla.v1.ChannelCount" ] ], "infonex.sla.v1.GuaranteeCounters": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ] ], "infonex.sla.v1.GuaranteeReport": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 2, 0, "infonex.sla.v1.GuaranteeCounters" ],
  [ 8, 2, 2, "" ] ], "infonex.sla.v1.GuaranteeUse": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 2, "" ] ], "infonex.sla.v1.GuaranteeVerdict": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 2, 2, "" ],
  [ 7, 2, 2, "" ] ], "infonex.sla.v1.GuaranteeWindow": [
  [ 1, 2, 0, "infonex.sla.v1.GuaranteeWindowId" ],
  [ 2, 2, 0, "infonex.sla.v1.GuaranteeCounters" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 0, "infonex.sla.v1.GuaranteeVerdict" ],
  [ 7, 0, 0, "" ] ], "infonex.sla.v1.GuaranteeWindowId": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ] ], "infonex.sla.v1.IrContext": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 2, "" ] ], "infonex.sla.v1.IrCreditStep": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "infonex.sla.v1.IrDecimal": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ] ], "infonex.sla.v1.IrGuarantee": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 0, "infonex.sla.v1.IrDecimal" ],
  [ 6, 2, 0, "infonex.sla.v1.IrPeriod" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 2, 0, "infonex.sla.v1.IrCreditStep" ] ], "infonex.sla.v1.IrLimit": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "infonex.sla.v1.IrDecimal" ],
  [ 3, 2, 0, "infonex.sla.v1.IrPeriod" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 0, "infonex.sla.v1.IrPack" ],
  [ 7, 2, 0, "infonex.sla.v1.IrPack" ] ], "infonex.sla.v1.IrLimitSet": [
  [ 1, 0, 1, "" ] ], "infonex.sla.v1.IrMetric": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ] ], "infonex.sla.v1.IrMetricLimits": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 1, "" ] ], "infonex.sla.v1.IrPack": [
  [ 1, 2, 0, "infonex.sla.v1.IrDecimal" ],
  [ 2, 2, 0, "infonex.sla.v1.IrDecimal" ],
  [ 3, 0, 0, "" ] ], "infonex.sla.v1.IrPeriod": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "infonex.sla.v1.IrPlan": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.sla.v1.IrPricing" ],
  [ 3, 2, 0, "infonex.sla.v1.IrGuarantee" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 0, "infonex.sla.v1.IrSetting" ] ], "infonex.sla.v1.IrPricing": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "infonex.sla.v1.IrDecimal" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 0, "infonex.sla.v1.IrPeriod" ] ], "infonex.sla.v1.IrRow": [
  [ 1, 0, 1, "" ] ], "infonex.sla.v1.IrSetting": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "infonex.sla.v1.IrSettlement": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ] ], "infonex.sla.v1.ManagerLimits": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ] ], "infonex.sla.v1.Margin": [
  [ 1, 2, 0, "infonex.sla.v1.PlanRef" ],
  [ 2, 2, 0, "infonex.sla.v1.PlanRef" ],
  [ 3, 0, 0, "" ] ], "infonex.sla.v1.Membership": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ] ], "infonex.sla.v1.MeterBinding": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 0, "infonex.sla.v1.MeterWindow" ] ], "infonex.sla.v1.MeterCounter": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ] ], "infonex.sla.v1.MeterState": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "infonex.sla.v1.MeterBinding" ] ], "infonex.sla.v1.MeterWindow": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 2, "" ] ], "infonex.sla.v1.MsgAcceptAgreement": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 4, 2, 0, "infonex.sla.v1.ManagerLimits" ] ], "infonex.sla.v1.MsgAcceptAgreementResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Agreement" ] ], "infonex.sla.v1.MsgAcceptMember": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "infonex.sla.v1.MsgAcceptMemberResponse": [], "infonex.sla.v1.MsgAllotChannels": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "infonex.sla.v1.ChannelAllotment" ] ], "infonex.sla.v1.MsgAllotChannelsResponse": [], "infonex.sla.v1.MsgBond": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "infonex.sla.v1.MsgBondResponse": [], "infonex.sla.v1.MsgJoinAggregator": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "infonex.sla.v1.MsgJoinAggregatorResponse": [], "infonex.sla.v1.MsgLeaveAggregator": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ] ], "infonex.sla.v1.MsgLeaveAggregatorResponse": [], "infonex.sla.v1.MsgProposeAgreement": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 0, "infonex.sla.v1.PlanRef" ],
  [ 6, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 7, 2, 0, "infonex.sla.v1.ManagerLimits" ],
  [ 8, 2, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 0, 0, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 0, 0, "" ],
  [ 13, 2, 2, "" ] ], "infonex.sla.v1.MsgProposeAgreementResponse": [
  [ 1, 0, 0, "" ] ], "infonex.sla.v1.MsgRegisterAggregator": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 0, "infonex.payment.v1.SignerKey" ] ], "infonex.sla.v1.MsgRegisterAggregatorResponse": [], "infonex.sla.v1.MsgRegisterPlan": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ] ], "infonex.sla.v1.MsgRegisterPlanResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Plan" ] ], "infonex.sla.v1.MsgReportGuarantee": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.sla.v1.SignedGuaranteeReport" ] ], "infonex.sla.v1.MsgReportGuaranteeResponse": [], "infonex.sla.v1.MsgResumeAgreement": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.sla.v1.MsgResumeAgreementResponse": [], "infonex.sla.v1.MsgRetireAggregator": [
  [ 1, 2, 2, "" ] ], "infonex.sla.v1.MsgRetireAggregatorResponse": [], "infonex.sla.v1.MsgRetirePlan": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.sla.v1.MsgRetirePlanResponse": [], "infonex.sla.v1.MsgSettleGuaranteeWindow": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.sla.v1.GuaranteeWindowId" ] ], "infonex.sla.v1.MsgSettleGuaranteeWindowResponse": [
  [ 1, 2, 0, "infonex.sla.v1.GuaranteeWindow" ] ], "infonex.sla.v1.MsgSuspendAgreement": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.sla.v1.MsgSuspendAgreementResponse": [
  [ 1, 0, 0, "" ] ], "infonex.sla.v1.MsgTerminateAgreement": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.sla.v1.MsgTerminateAgreementResponse": [
  [ 1, 0, 0, "" ] ], "infonex.sla.v1.MsgUnbond": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "infonex.sla.v1.MsgUnbondResponse": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ] ], "infonex.sla.v1.MsgUpdateAggregator": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 0, "infonex.payment.v1.SignerKey" ] ], "infonex.sla.v1.MsgUpdateAggregatorResponse": [], "infonex.sla.v1.MsgUpdateParams": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.sla.v1.Params" ] ], "infonex.sla.v1.MsgUpdateParamsResponse": [], "infonex.sla.v1.MsgUpdatePlan": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "" ] ], "infonex.sla.v1.MsgUpdatePlanResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Plan" ] ], "infonex.sla.v1.MsgWithdrawProposal": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.sla.v1.MsgWithdrawProposalResponse": [], "infonex.sla.v1.Params": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 0, 0, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 0, 0, "" ],
  [ 13, 0, 0, "" ],
  [ 14, 0, 0, "" ] ], "infonex.sla.v1.Plan": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 2, 2, "" ],
  [ 7, 2, 2, "" ],
  [ 8, 0, 0, "" ] ], "infonex.sla.v1.PlanRef": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 0, "" ] ], "infonex.sla.v1.QueryAggregatorRequest": [
  [ 1, 2, 2, "" ] ], "infonex.sla.v1.QueryAggregatorResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Aggregator" ] ], "infonex.sla.v1.QueryAggregatorsRequest": [
  [ 1, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.sla.v1.QueryAggregatorsResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Aggregator" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.sla.v1.QueryAgreementRequest": [
  [ 1, 0, 0, "" ] ], "infonex.sla.v1.QueryAgreementResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Agreement" ] ], "infonex.sla.v1.QueryAgreementsRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.sla.v1.QueryAgreementsResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Agreement" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.sla.v1.QueryAllotmentsRequest": [
  [ 1, 0, 0, "" ] ], "infonex.sla.v1.QueryAllotmentsResponse": [
  [ 1, 2, 0, "infonex.sla.v1.ChannelAllotment" ] ], "infonex.sla.v1.QueryBondRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.sla.v1.QueryBondResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Bond" ],
  [ 2, 2, 0, "infonex.sla.v1.BondLock" ],
  [ 3, 2, 0, "infonex.sla.v1.Unbonding" ],
  [ 4, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.sla.v1.QueryContractRequest": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "infonex.sla.v1.QueryContractResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Agreement" ],
  [ 2, 2, 0, "infonex.sla.v1.Agreement" ],
  [ 3, 2, 0, "infonex.sla.v1.Plan" ],
  [ 4, 2, 0, "infonex.sla.v1.Plan" ],
  [ 5, 2, 2, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 2, 2, "" ],
  [ 8, 2, 0, "infonex.sla.v1.ContractLedger" ] ], "infonex.sla.v1.QueryGuaranteeWindowsRequest": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.sla.v1.QueryGuaranteeWindowsResponse": [
  [ 1, 2, 0, "infonex.sla.v1.GuaranteeWindow" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.sla.v1.QueryMembersRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.sla.v1.QueryMembersResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Membership" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.sla.v1.QueryMembershipsRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.sla.v1.QueryMembershipsResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Membership" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.sla.v1.QueryParamsRequest": [], "infonex.sla.v1.QueryParamsResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Params" ] ], "infonex.sla.v1.QueryPlanRequest": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "infonex.sla.v1.QueryPlanResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Plan" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "" ] ], "infonex.sla.v1.QueryPlansRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.sla.v1.QueryPlansResponse": [
  [ 1, 2, 0, "infonex.sla.v1.Plan" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.sla.v1.QueryPriceRequest": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 0, "infonex.sla.v1.Usage" ] ], "infonex.sla.v1.QueryPriceResponse": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "infonex.sla.v1.SignedGuaranteeReport": [
  [ 1, 2, 0, "infonex.sla.v1.GuaranteeReport" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "" ] ], "infonex.sla.v1.SlaIr": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "infonex.sla.v1.IrContext" ],
  [ 3, 2, 0, "infonex.sla.v1.IrSettlement" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 0, "infonex.sla.v1.IrMetric" ],
  [ 6, 0, 1, "" ],
  [ 7, 2, 2, "" ],
  [ 8, 0, 1, "" ],
  [ 9, 2, 0, "infonex.sla.v1.IrLimit" ],
  [ 10, 2, 0, "infonex.sla.v1.IrMetricLimits" ],
  [ 11, 2, 0, "infonex.sla.v1.IrLimitSet" ],
  [ 12, 2, 0, "infonex.sla.v1.IrRow" ],
  [ 13, 0, 1, "" ],
  [ 14, 2, 0, "infonex.sla.v1.IrPlan" ] ], "infonex.sla.v1.Unbonding": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ] ], "infonex.sla.v1.Usage": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ] ], "infonex.verification.v1.Assertion": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 2, 2, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 0, 0, "" ],
  [ 9, 0, 0, "" ],
  [ 10, 0, 0, "" ] ], "infonex.verification.v1.Attester": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ] ], "infonex.verification.v1.Attribution": [
  [ 1, 2, 0, "infonex.payment.v1.ChannelDescriptor" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "" ] ], "infonex.verification.v1.Conflict": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ] ], "infonex.verification.v1.Demand": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 7, 2, 0, "" ],
  [ 8, 2, 0, "" ],
  [ 9, 2, 0, "" ],
  [ 10, 2, 0, "" ],
  [ 11, 2, 0, "" ],
  [ 12, 2, 2, "" ],
  [ 13, 2, 2, "" ],
  [ 14, 2, 0, "" ],
  [ 15, 2, 2, "" ],
  [ 16, 2, 2, "" ],
  [ 17, 2, 2, "" ],
  [ 18, 0, 0, "" ],
  [ 19, 0, 0, "" ],
  [ 20, 0, 0, "" ],
  [ 21, 0, 0, "" ],
  [ 22, 2, 0, "" ],
  [ 23, 2, 0, "" ],
  [ 24, 0, 0, "" ],
  [ 25, 0, 0, "" ],
  [ 26, 0, 0, "" ],
  [ 27, 2, 2, "" ],
  [ 28, 2, 2, "" ],
  [ 29, 2, 2, "" ],
  [ 30, 0, 0, "" ],
  [ 31, 0, 0, "" ],
  [ 32, 0, 0, "" ],
  [ 33, 0, 0, "" ] ], "infonex.verification.v1.DeniedReceipt": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "infonex.inference.v1.SignedReceipt" ] ], "infonex.verification.v1.Faults": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ] ], "infonex.verification.v1.FeeMisstatement": [
  [ 1, 2, 0, "infonex.inference.v1.Receipt" ],
  [ 2, 2, 0, "infonex.verification.v1.Inclusion" ],
  [ 3, 2, 2, "" ] ], "infonex.verification.v1.GenesisAnswer": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ] ], "infonex.verification.v1.GenesisState": [
  [ 1, 2, 0, "infonex.verification.v1.Params" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "infonex.verification.v1.Assertion" ],
  [ 5, 2, 0, "infonex.verification.v1.ReceiptRecord" ],
  [ 6, 2, 0, "infonex.verification.v1.Demand" ],
  [ 7, 2, 0, "infonex.verification.v1.GenesisAnswer" ],
  [ 8, 2, 0, "infonex.verification.v1.Conflict" ],
  [ 9, 2, 0, "infonex.verification.v1.Faults" ],
  [ 10, 2, 0, "infonex.verification.v1.ReceiptKey" ],
  [ 11, 2, 0, "infonex.verification.v1.Attester" ] ], "infonex.verification.v1.Inclusion": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "infonex.verification.v1.SumNode" ] ], "infonex.verification.v1.MsgAnchorReceipt": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.inference.v1.SignedReceipt" ],
  [ 3, 2, 0, "infonex.verification.v1.Attribution" ],
  [ 4, 2, 0, "infonex.verification.v1.Inclusion" ] ], "infonex.verification.v1.MsgAnchorReceiptResponse": [
  [ 1, 2, 0, "" ] ], "infonex.verification.v1.MsgAnswerDemand": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "" ],
  [ 4, 2, 0, "" ],
  [ 5, 2, 0, "infonex.inference.v1.SignedReceipt" ],
  [ 6, 2, 0, "" ],
  [ 7, 0, 0, "" ] ], "infonex.verification.v1.MsgAnswerDemandResponse": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "infonex.verification.v1.MsgAssertReceipts": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 2, "" ] ], "infonex.verification.v1.MsgAssertReceiptsResponse": [
  [ 1, 0, 0, "" ] ], "infonex.verification.v1.MsgAttestDelivery": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "" ],
  [ 4, 0, 0, "" ] ], "infonex.verification.v1.MsgAttestDeliveryResponse": [
  [ 1, 0, 0, "" ] ], "infonex.verification.v1.MsgDeclineDemand": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.verification.v1.MsgDeclineDemandResponse": [], "infonex.verification.v1.MsgDemandOutput": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.verification.v1.Attribution" ],
  [ 3, 2, 0, "infonex.inference.v1.SignedReceipt" ],
  [ 4, 2, 0, "infonex.inference.v1.Request" ],
  [ 5, 2, 0, "" ],
  [ 6, 2, 0, "" ],
  [ 7, 2, 0, "cosmos.base.v1beta1.Coin" ] ], "infonex.verification.v1.MsgDemandOutputResponse": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ] ], "infonex.verification.v1.MsgProveWrongDelivery": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "" ],
  [ 4, 2, 0, "" ] ], "infonex.verification.v1.MsgProveWrongDeliveryResponse": [], "infonex.verification.v1.MsgRegisterAttester": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "infonex.verification.v1.MsgRegisterAttesterResponse": [], "infonex.verification.v1.MsgRetireAttester": [
  [ 1, 2, 2, "" ] ], "infonex.verification.v1.MsgRetireAttesterResponse": [], "infonex.verification.v1.MsgSubmitEvidence": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.verification.v1.Attribution" ],
  [ 3, 2, 0, "infonex.verification.v1.ReceiptConflict" ],
  [ 4, 2, 0, "infonex.verification.v1.RequestConflict" ],
  [ 5, 2, 0, "infonex.verification.v1.FeeMisstatement" ],
  [ 6, 2, 0, "infonex.verification.v1.DeniedReceipt" ] ], "infonex.verification.v1.MsgSubmitEvidenceResponse": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ] ], "infonex.verification.v1.MsgUpdateParams": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "infonex.verification.v1.Params" ] ], "infonex.verification.v1.MsgUpdateParamsResponse": [], "infonex.verification.v1.OutputBundle": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "infonex.verification.v1.OutputTensor" ] ], "infonex.verification.v1.OutputTensor": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 1, "" ],
  [ 3, 2, 0, "" ] ], "infonex.verification.v1.Params": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 2, 2, "" ],
  [ 9, 2, 2, "" ],
  [ 10, 2, 2, "" ],
  [ 11, 2, 2, "" ],
  [ 12, 2, 2, "" ],
  [ 13, 0, 0, "" ],
  [ 14, 0, 0, "" ],
  [ 15, 0, 0, "" ],
  [ 16, 0, 0, "" ],
  [ 17, 0, 0, "" ],
  [ 18, 0, 0, "" ],
  [ 19, 0, 0, "" ],
  [ 20, 0, 0, "" ],
  [ 21, 0, 0, "" ],
  [ 22, 2, 2, "" ],
  [ 23, 2, 2, "" ],
  [ 24, 0, 0, "" ] ], "infonex.verification.v1.QueryAssertionRequest": [
  [ 1, 0, 0, "" ] ], "infonex.verification.v1.QueryAssertionResponse": [
  [ 1, 2, 0, "infonex.verification.v1.Assertion" ] ], "infonex.verification.v1.QueryAssertionsRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.verification.v1.QueryAssertionsResponse": [
  [ 1, 2, 0, "infonex.verification.v1.Assertion" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.verification.v1.QueryAttesterRequest": [
  [ 1, 2, 2, "" ] ], "infonex.verification.v1.QueryAttesterResponse": [
  [ 1, 2, 0, "infonex.verification.v1.Attester" ] ], "infonex.verification.v1.QueryAttestersRequest": [
  [ 1, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.verification.v1.QueryAttestersResponse": [
  [ 1, 2, 0, "infonex.verification.v1.Attester" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.verification.v1.QueryDemandForRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "infonex.verification.v1.QueryDemandForResponse": [
  [ 1, 2, 0, "infonex.verification.v1.Demand" ] ], "infonex.verification.v1.QueryDemandRequest": [
  [ 1, 0, 0, "" ] ], "infonex.verification.v1.QueryDemandResponse": [
  [ 1, 2, 0, "infonex.verification.v1.Demand" ],
  [ 2, 2, 0, "" ] ], "infonex.verification.v1.QueryFaultsRequest": [
  [ 1, 2, 2, "" ] ], "infonex.verification.v1.QueryFaultsResponse": [
  [ 1, 2, 0, "infonex.verification.v1.Faults" ] ], "infonex.verification.v1.QueryOpenDemandsRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.verification.v1.QueryOpenDemandsResponse": [
  [ 1, 2, 0, "infonex.verification.v1.Demand" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.verification.v1.QueryParamsRequest": [], "infonex.verification.v1.QueryParamsResponse": [
  [ 1, 2, 0, "infonex.verification.v1.Params" ] ], "infonex.verification.v1.QueryReceiptRequest": [
  [ 1, 2, 2, "" ] ], "infonex.verification.v1.QueryReceiptResponse": [
  [ 1, 2, 0, "infonex.verification.v1.ReceiptRecord" ] ], "infonex.verification.v1.QueryReceiptsRequest": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "cosmos.base.query.v1beta1.PageRequest" ] ], "infonex.verification.v1.QueryReceiptsResponse": [
  [ 1, 2, 0, "infonex.verification.v1.ReceiptRecord" ],
  [ 2, 2, 0, "cosmos.base.query.v1beta1.PageResponse" ] ], "infonex.verification.v1.ReceiptConflict": [
  [ 1, 2, 0, "infonex.inference.v1.SignedReceipt" ],
  [ 2, 2, 0, "infonex.inference.v1.SignedReceipt" ] ], "infonex.verification.v1.ReceiptKey": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "infonex.payment.v1.SignerKey" ],
  [ 3, 2, 2, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 0, 0, "" ] ], "infonex.verification.v1.ReceiptRecord": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 0, "" ],
  [ 6, 2, 0, "" ],
  [ 7, 2, 0, "" ],
  [ 8, 2, 2, "" ],
  [ 9, 2, 2, "" ],
  [ 10, 2, 2, "" ],
  [ 11, 0, 0, "" ],
  [ 12, 0, 0, "" ],
  [ 13, 0, 0, "" ],
  [ 14, 0, 0, "" ] ], "infonex.verification.v1.RequestConflict": [
  [ 1, 2, 0, "infonex.inference.v1.SignedRequest" ],
  [ 2, 2, 0, "infonex.inference.v1.SignedRequest" ] ], "infonex.verification.v1.SumNode": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 2, "" ] ], "onnx.AttributeProto": [
  [ 1, 2, 2, "" ],
  [ 2, 5, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "" ],
  [ 5, 2, 0, "onnx.TensorProto" ],
  [ 6, 2, 0, "onnx.GraphProto" ],
  [ 7, 5, 1, "" ],
  [ 8, 0, 1, "" ],
  [ 9, 2, 0, "" ],
  [ 10, 2, 0, "onnx.TensorProto" ],
  [ 11, 2, 0, "onnx.GraphProto" ],
  [ 20, 0, 0, "" ],
  [ 21, 2, 2, "" ] ], "onnx.FunctionProto": [
  [ 1, 2, 2, "" ] ], "onnx.GraphProto": [
  [ 1, 2, 0, "onnx.NodeProto" ],
  [ 2, 2, 2, "" ],
  [ 5, 2, 0, "onnx.TensorProto" ],
  [ 11, 2, 0, "onnx.ValueInfoProto" ],
  [ 12, 2, 0, "onnx.ValueInfoProto" ],
  [ 13, 2, 0, "onnx.ValueInfoProto" ],
  [ 15, 2, 0, "onnx.SparseTensorProto" ] ], "onnx.ModelProto": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 0, 0, "" ],
  [ 7, 2, 0, "onnx.GraphProto" ],
  [ 8, 2, 0, "onnx.OperatorSetIdProto" ],
  [ 25, 2, 0, "onnx.FunctionProto" ] ], "onnx.NodeProto": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 0, "onnx.AttributeProto" ],
  [ 7, 2, 2, "" ],
  [ 8, 2, 2, "" ] ], "onnx.OperatorSetIdProto": [
  [ 1, 2, 2, "" ],
  [ 2, 0, 0, "" ] ], "onnx.SparseTensorProto": [
  [ 1, 2, 0, "onnx.TensorProto" ] ], "onnx.StringStringEntryProto": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "onnx.TensorProto": [
  [ 1, 0, 1, "" ],
  [ 2, 0, 0, "" ],
  [ 4, 5, 1, "" ],
  [ 5, 0, 1, "" ],
  [ 6, 2, 0, "" ],
  [ 7, 0, 1, "" ],
  [ 8, 2, 2, "" ],
  [ 9, 2, 0, "" ],
  [ 10, 1, 1, "" ],
  [ 11, 0, 1, "" ],
  [ 13, 2, 0, "onnx.StringStringEntryProto" ],
  [ 14, 0, 0, "" ] ], "onnx.TensorShapeProto": [
  [ 1, 2, 0, "onnx.TensorShapeProto.Dimension" ] ], "onnx.TensorShapeProto.Dimension": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ] ], "onnx.TypeProto": [
  [ 1, 2, 0, "onnx.TypeProto.Tensor" ] ], "onnx.TypeProto.Tensor": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "onnx.TensorShapeProto" ] ], "onnx.ValueInfoProto": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "onnx.TypeProto" ] ], "tendermint.abci.Event": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "tendermint.abci.EventAttribute" ] ], "tendermint.abci.EventAttribute": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ] ], "tendermint.abci.ExecTxResult": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 0, 0, "" ],
  [ 6, 0, 0, "" ],
  [ 7, 2, 0, "tendermint.abci.Event" ],
  [ 8, 2, 2, "" ] ], "tendermint.crypto.DominoOp": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ] ], "tendermint.crypto.Proof": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "" ],
  [ 4, 2, 0, "" ] ], "tendermint.crypto.ProofOp": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "" ] ], "tendermint.crypto.ProofOps": [
  [ 1, 2, 0, "tendermint.crypto.ProofOp" ] ], "tendermint.crypto.PublicKey": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "" ] ], "tendermint.crypto.ValueOp": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "tendermint.crypto.Proof" ] ], "tendermint.p2p.DefaultNodeInfo": [
  [ 1, 2, 0, "tendermint.p2p.ProtocolVersion" ],
  [ 2, 2, 2, "" ],
  [ 3, 2, 2, "" ],
  [ 4, 2, 2, "" ],
  [ 5, 2, 2, "" ],
  [ 6, 2, 0, "" ],
  [ 7, 2, 2, "" ],
  [ 8, 2, 0, "tendermint.p2p.DefaultNodeInfoOther" ] ], "tendermint.p2p.DefaultNodeInfoOther": [
  [ 1, 2, 2, "" ],
  [ 2, 2, 2, "" ] ], "tendermint.p2p.ProtocolVersion": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ] ], "tendermint.types.Block": [
  [ 1, 2, 0, "tendermint.types.Header" ],
  [ 2, 2, 0, "tendermint.types.Data" ],
  [ 3, 2, 0, "tendermint.types.EvidenceList" ],
  [ 4, 2, 0, "tendermint.types.Commit" ] ], "tendermint.types.BlockID": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "tendermint.types.PartSetHeader" ] ], "tendermint.types.BlockMeta": [
  [ 1, 2, 0, "tendermint.types.BlockID" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "tendermint.types.Header" ],
  [ 4, 0, 0, "" ] ], "tendermint.types.BlockParams": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ] ], "tendermint.types.Commit": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "tendermint.types.BlockID" ],
  [ 4, 2, 0, "tendermint.types.CommitSig" ] ], "tendermint.types.CommitSig": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "google.protobuf.Timestamp" ],
  [ 4, 2, 0, "" ] ], "tendermint.types.ConsensusParams": [
  [ 1, 2, 0, "tendermint.types.BlockParams" ],
  [ 2, 2, 0, "tendermint.types.EvidenceParams" ],
  [ 3, 2, 0, "tendermint.types.ValidatorParams" ],
  [ 4, 2, 0, "tendermint.types.VersionParams" ] ], "tendermint.types.Data": [
  [ 1, 2, 0, "" ] ], "tendermint.types.DuplicateVoteEvidence": [
  [ 1, 2, 0, "tendermint.types.Vote" ],
  [ 2, 2, 0, "tendermint.types.Vote" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 0, "google.protobuf.Timestamp" ] ], "tendermint.types.Evidence": [
  [ 1, 2, 0, "tendermint.types.DuplicateVoteEvidence" ],
  [ 2, 2, 0, "tendermint.types.LightClientAttackEvidence" ] ], "tendermint.types.EvidenceList": [
  [ 1, 2, 0, "tendermint.types.Evidence" ] ], "tendermint.types.EvidenceParams": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "google.protobuf.Duration" ],
  [ 3, 0, 0, "" ] ], "tendermint.types.HashedParams": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ], "tendermint.types.Header": [
  [ 1, 2, 0, "tendermint.version.Consensus" ],
  [ 2, 2, 2, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "google.protobuf.Timestamp" ],
  [ 5, 2, 0, "tendermint.types.BlockID" ],
  [ 6, 2, 0, "" ],
  [ 7, 2, 0, "" ],
  [ 8, 2, 0, "" ],
  [ 9, 2, 0, "" ],
  [ 10, 2, 0, "" ],
  [ 11, 2, 0, "" ],
  [ 12, 2, 0, "" ],
  [ 13, 2, 0, "" ],
  [ 14, 2, 0, "" ] ], "tendermint.types.LightBlock": [
  [ 1, 2, 0, "tendermint.types.SignedHeader" ],
  [ 2, 2, 0, "tendermint.types.ValidatorSet" ] ], "tendermint.types.LightClientAttackEvidence": [
  [ 1, 2, 0, "tendermint.types.LightBlock" ],
  [ 2, 0, 0, "" ],
  [ 3, 2, 0, "tendermint.types.Validator" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 0, "google.protobuf.Timestamp" ] ], "tendermint.types.Part": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "tendermint.crypto.Proof" ] ], "tendermint.types.PartSetHeader": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 0, "" ] ], "tendermint.types.Proposal": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ],
  [ 5, 2, 0, "tendermint.types.BlockID" ],
  [ 6, 2, 0, "google.protobuf.Timestamp" ],
  [ 7, 2, 0, "" ] ], "tendermint.types.SignedHeader": [
  [ 1, 2, 0, "tendermint.types.Header" ],
  [ 2, 2, 0, "tendermint.types.Commit" ] ], "tendermint.types.SimpleValidator": [
  [ 1, 2, 0, "tendermint.crypto.PublicKey" ],
  [ 2, 0, 0, "" ] ], "tendermint.types.TxProof": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "" ],
  [ 3, 2, 0, "tendermint.crypto.Proof" ] ], "tendermint.types.Validator": [
  [ 1, 2, 0, "" ],
  [ 2, 2, 0, "tendermint.crypto.PublicKey" ],
  [ 3, 0, 0, "" ],
  [ 4, 0, 0, "" ] ], "tendermint.types.ValidatorParams": [
  [ 1, 2, 2, "" ] ], "tendermint.types.ValidatorSet": [
  [ 1, 2, 0, "tendermint.types.Validator" ],
  [ 2, 2, 0, "tendermint.types.Validator" ],
  [ 3, 0, 0, "" ] ], "tendermint.types.VersionParams": [
  [ 1, 0, 0, "" ] ], "tendermint.types.Vote": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ],
  [ 3, 0, 0, "" ],
  [ 4, 2, 0, "tendermint.types.BlockID" ],
  [ 5, 2, 0, "google.protobuf.Timestamp" ],
  [ 6, 2, 0, "" ],
  [ 7, 0, 0, "" ],
  [ 8, 2, 0, "" ] ], "tendermint.version.App": [
  [ 1, 0, 0, "" ],
  [ 2, 2, 2, "" ] ], "tendermint.version.Consensus": [
  [ 1, 0, 0, "" ],
  [ 2, 0, 0, "" ] ]
}
