// Written by proto/generate.mjs: what toObject gives for each message.
export interface PlainTypes {
  'cosmos.auth.v1beta1.AddressBytesToStringRequest': cosmos.auth.v1beta1.AddressBytesToStringRequest
  'cosmos.auth.v1beta1.AddressBytesToStringResponse': cosmos.auth.v1beta1.AddressBytesToStringResponse
  'cosmos.auth.v1beta1.AddressStringToBytesRequest': cosmos.auth.v1beta1.AddressStringToBytesRequest
  'cosmos.auth.v1beta1.AddressStringToBytesResponse': cosmos.auth.v1beta1.AddressStringToBytesResponse
  'cosmos.auth.v1beta1.BaseAccount': cosmos.auth.v1beta1.BaseAccount
  'cosmos.auth.v1beta1.Bech32PrefixRequest': cosmos.auth.v1beta1.Bech32PrefixRequest
  'cosmos.auth.v1beta1.Bech32PrefixResponse': cosmos.auth.v1beta1.Bech32PrefixResponse
  'cosmos.auth.v1beta1.GenesisState': cosmos.auth.v1beta1.GenesisState
  'cosmos.auth.v1beta1.ModuleAccount': cosmos.auth.v1beta1.ModuleAccount
  'cosmos.auth.v1beta1.MsgUpdateParams': cosmos.auth.v1beta1.MsgUpdateParams
  'cosmos.auth.v1beta1.MsgUpdateParamsResponse': cosmos.auth.v1beta1.MsgUpdateParamsResponse
  'cosmos.auth.v1beta1.Params': cosmos.auth.v1beta1.Params
  'cosmos.auth.v1beta1.QueryAccountAddressByIDRequest': cosmos.auth.v1beta1.QueryAccountAddressByIDRequest
  'cosmos.auth.v1beta1.QueryAccountAddressByIDResponse': cosmos.auth.v1beta1.QueryAccountAddressByIDResponse
  'cosmos.auth.v1beta1.QueryAccountInfoRequest': cosmos.auth.v1beta1.QueryAccountInfoRequest
  'cosmos.auth.v1beta1.QueryAccountInfoResponse': cosmos.auth.v1beta1.QueryAccountInfoResponse
  'cosmos.auth.v1beta1.QueryAccountRequest': cosmos.auth.v1beta1.QueryAccountRequest
  'cosmos.auth.v1beta1.QueryAccountResponse': cosmos.auth.v1beta1.QueryAccountResponse
  'cosmos.auth.v1beta1.QueryAccountsRequest': cosmos.auth.v1beta1.QueryAccountsRequest
  'cosmos.auth.v1beta1.QueryAccountsResponse': cosmos.auth.v1beta1.QueryAccountsResponse
  'cosmos.auth.v1beta1.QueryModuleAccountByNameRequest': cosmos.auth.v1beta1.QueryModuleAccountByNameRequest
  'cosmos.auth.v1beta1.QueryModuleAccountByNameResponse': cosmos.auth.v1beta1.QueryModuleAccountByNameResponse
  'cosmos.auth.v1beta1.QueryModuleAccountsRequest': cosmos.auth.v1beta1.QueryModuleAccountsRequest
  'cosmos.auth.v1beta1.QueryModuleAccountsResponse': cosmos.auth.v1beta1.QueryModuleAccountsResponse
  'cosmos.auth.v1beta1.QueryParamsRequest': cosmos.auth.v1beta1.QueryParamsRequest
  'cosmos.auth.v1beta1.QueryParamsResponse': cosmos.auth.v1beta1.QueryParamsResponse
  'cosmos.authz.v1beta1.EventGrant': cosmos.authz.v1beta1.EventGrant
  'cosmos.authz.v1beta1.EventRevoke': cosmos.authz.v1beta1.EventRevoke
  'cosmos.authz.v1beta1.GenericAuthorization': cosmos.authz.v1beta1.GenericAuthorization
  'cosmos.authz.v1beta1.GenesisState': cosmos.authz.v1beta1.GenesisState
  'cosmos.authz.v1beta1.Grant': cosmos.authz.v1beta1.Grant
  'cosmos.authz.v1beta1.GrantAuthorization': cosmos.authz.v1beta1.GrantAuthorization
  'cosmos.authz.v1beta1.GrantQueueItem': cosmos.authz.v1beta1.GrantQueueItem
  'cosmos.authz.v1beta1.MsgExec': cosmos.authz.v1beta1.MsgExec
  'cosmos.authz.v1beta1.MsgExecResponse': cosmos.authz.v1beta1.MsgExecResponse
  'cosmos.authz.v1beta1.MsgGrant': cosmos.authz.v1beta1.MsgGrant
  'cosmos.authz.v1beta1.MsgGrantResponse': cosmos.authz.v1beta1.MsgGrantResponse
  'cosmos.authz.v1beta1.MsgRevoke': cosmos.authz.v1beta1.MsgRevoke
  'cosmos.authz.v1beta1.MsgRevokeResponse': cosmos.authz.v1beta1.MsgRevokeResponse
  'cosmos.authz.v1beta1.QueryGranteeGrantsRequest': cosmos.authz.v1beta1.QueryGranteeGrantsRequest
  'cosmos.authz.v1beta1.QueryGranteeGrantsResponse': cosmos.authz.v1beta1.QueryGranteeGrantsResponse
  'cosmos.authz.v1beta1.QueryGranterGrantsRequest': cosmos.authz.v1beta1.QueryGranterGrantsRequest
  'cosmos.authz.v1beta1.QueryGranterGrantsResponse': cosmos.authz.v1beta1.QueryGranterGrantsResponse
  'cosmos.authz.v1beta1.QueryGrantsRequest': cosmos.authz.v1beta1.QueryGrantsRequest
  'cosmos.authz.v1beta1.QueryGrantsResponse': cosmos.authz.v1beta1.QueryGrantsResponse
  'cosmos.bank.v1beta1.Balance': cosmos.bank.v1beta1.Balance
  'cosmos.bank.v1beta1.DenomOwner': cosmos.bank.v1beta1.DenomOwner
  'cosmos.bank.v1beta1.DenomUnit': cosmos.bank.v1beta1.DenomUnit
  'cosmos.bank.v1beta1.GenesisState': cosmos.bank.v1beta1.GenesisState
  'cosmos.bank.v1beta1.Input': cosmos.bank.v1beta1.Input
  'cosmos.bank.v1beta1.Metadata': cosmos.bank.v1beta1.Metadata
  'cosmos.bank.v1beta1.MsgMultiSend': cosmos.bank.v1beta1.MsgMultiSend
  'cosmos.bank.v1beta1.MsgMultiSendResponse': cosmos.bank.v1beta1.MsgMultiSendResponse
  'cosmos.bank.v1beta1.MsgSend': cosmos.bank.v1beta1.MsgSend
  'cosmos.bank.v1beta1.MsgSendResponse': cosmos.bank.v1beta1.MsgSendResponse
  'cosmos.bank.v1beta1.MsgSetSendEnabled': cosmos.bank.v1beta1.MsgSetSendEnabled
  'cosmos.bank.v1beta1.MsgSetSendEnabledResponse': cosmos.bank.v1beta1.MsgSetSendEnabledResponse
  'cosmos.bank.v1beta1.MsgUpdateParams': cosmos.bank.v1beta1.MsgUpdateParams
  'cosmos.bank.v1beta1.MsgUpdateParamsResponse': cosmos.bank.v1beta1.MsgUpdateParamsResponse
  'cosmos.bank.v1beta1.Output': cosmos.bank.v1beta1.Output
  'cosmos.bank.v1beta1.Params': cosmos.bank.v1beta1.Params
  'cosmos.bank.v1beta1.QueryAllBalancesRequest': cosmos.bank.v1beta1.QueryAllBalancesRequest
  'cosmos.bank.v1beta1.QueryAllBalancesResponse': cosmos.bank.v1beta1.QueryAllBalancesResponse
  'cosmos.bank.v1beta1.QueryBalanceRequest': cosmos.bank.v1beta1.QueryBalanceRequest
  'cosmos.bank.v1beta1.QueryBalanceResponse': cosmos.bank.v1beta1.QueryBalanceResponse
  'cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringRequest': cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringRequest
  'cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringResponse': cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringResponse
  'cosmos.bank.v1beta1.QueryDenomMetadataRequest': cosmos.bank.v1beta1.QueryDenomMetadataRequest
  'cosmos.bank.v1beta1.QueryDenomMetadataResponse': cosmos.bank.v1beta1.QueryDenomMetadataResponse
  'cosmos.bank.v1beta1.QueryDenomOwnersByQueryRequest': cosmos.bank.v1beta1.QueryDenomOwnersByQueryRequest
  'cosmos.bank.v1beta1.QueryDenomOwnersByQueryResponse': cosmos.bank.v1beta1.QueryDenomOwnersByQueryResponse
  'cosmos.bank.v1beta1.QueryDenomOwnersRequest': cosmos.bank.v1beta1.QueryDenomOwnersRequest
  'cosmos.bank.v1beta1.QueryDenomOwnersResponse': cosmos.bank.v1beta1.QueryDenomOwnersResponse
  'cosmos.bank.v1beta1.QueryDenomsMetadataRequest': cosmos.bank.v1beta1.QueryDenomsMetadataRequest
  'cosmos.bank.v1beta1.QueryDenomsMetadataResponse': cosmos.bank.v1beta1.QueryDenomsMetadataResponse
  'cosmos.bank.v1beta1.QueryParamsRequest': cosmos.bank.v1beta1.QueryParamsRequest
  'cosmos.bank.v1beta1.QueryParamsResponse': cosmos.bank.v1beta1.QueryParamsResponse
  'cosmos.bank.v1beta1.QuerySendEnabledRequest': cosmos.bank.v1beta1.QuerySendEnabledRequest
  'cosmos.bank.v1beta1.QuerySendEnabledResponse': cosmos.bank.v1beta1.QuerySendEnabledResponse
  'cosmos.bank.v1beta1.QuerySpendableBalanceByDenomRequest': cosmos.bank.v1beta1.QuerySpendableBalanceByDenomRequest
  'cosmos.bank.v1beta1.QuerySpendableBalanceByDenomResponse': cosmos.bank.v1beta1.QuerySpendableBalanceByDenomResponse
  'cosmos.bank.v1beta1.QuerySpendableBalancesRequest': cosmos.bank.v1beta1.QuerySpendableBalancesRequest
  'cosmos.bank.v1beta1.QuerySpendableBalancesResponse': cosmos.bank.v1beta1.QuerySpendableBalancesResponse
  'cosmos.bank.v1beta1.QuerySupplyOfRequest': cosmos.bank.v1beta1.QuerySupplyOfRequest
  'cosmos.bank.v1beta1.QuerySupplyOfResponse': cosmos.bank.v1beta1.QuerySupplyOfResponse
  'cosmos.bank.v1beta1.QueryTotalSupplyRequest': cosmos.bank.v1beta1.QueryTotalSupplyRequest
  'cosmos.bank.v1beta1.QueryTotalSupplyResponse': cosmos.bank.v1beta1.QueryTotalSupplyResponse
  'cosmos.bank.v1beta1.SendAuthorization': cosmos.bank.v1beta1.SendAuthorization
  'cosmos.bank.v1beta1.SendEnabled': cosmos.bank.v1beta1.SendEnabled
  'cosmos.bank.v1beta1.Supply': cosmos.bank.v1beta1.Supply
  'cosmos.base.abci.v1beta1.ABCIMessageLog': cosmos.base.abci.v1beta1.ABCIMessageLog
  'cosmos.base.abci.v1beta1.Attribute': cosmos.base.abci.v1beta1.Attribute
  'cosmos.base.abci.v1beta1.GasInfo': cosmos.base.abci.v1beta1.GasInfo
  'cosmos.base.abci.v1beta1.MsgData': cosmos.base.abci.v1beta1.MsgData
  'cosmos.base.abci.v1beta1.Result': cosmos.base.abci.v1beta1.Result
  'cosmos.base.abci.v1beta1.SearchTxsResult': cosmos.base.abci.v1beta1.SearchTxsResult
  'cosmos.base.abci.v1beta1.SimulationResponse': cosmos.base.abci.v1beta1.SimulationResponse
  'cosmos.base.abci.v1beta1.StringEvent': cosmos.base.abci.v1beta1.StringEvent
  'cosmos.base.abci.v1beta1.TxMsgData': cosmos.base.abci.v1beta1.TxMsgData
  'cosmos.base.abci.v1beta1.TxResponse': cosmos.base.abci.v1beta1.TxResponse
  'cosmos.base.node.v1beta1.ConfigRequest': cosmos.base.node.v1beta1.ConfigRequest
  'cosmos.base.node.v1beta1.ConfigResponse': cosmos.base.node.v1beta1.ConfigResponse
  'cosmos.base.node.v1beta1.StatusRequest': cosmos.base.node.v1beta1.StatusRequest
  'cosmos.base.node.v1beta1.StatusResponse': cosmos.base.node.v1beta1.StatusResponse
  'cosmos.base.query.v1beta1.PageRequest': cosmos.base.query.v1beta1.PageRequest
  'cosmos.base.query.v1beta1.PageResponse': cosmos.base.query.v1beta1.PageResponse
  'cosmos.base.store.v1beta1.CommitID': cosmos.base.store.v1beta1.CommitID
  'cosmos.base.store.v1beta1.CommitInfo': cosmos.base.store.v1beta1.CommitInfo
  'cosmos.base.store.v1beta1.StoreInfo': cosmos.base.store.v1beta1.StoreInfo
  'cosmos.base.tendermint.v1beta1.ABCIQueryRequest': cosmos.base.tendermint.v1beta1.ABCIQueryRequest
  'cosmos.base.tendermint.v1beta1.ABCIQueryResponse': cosmos.base.tendermint.v1beta1.ABCIQueryResponse
  'cosmos.base.tendermint.v1beta1.Block': cosmos.base.tendermint.v1beta1.Block
  'cosmos.base.tendermint.v1beta1.GetBlockByHeightRequest': cosmos.base.tendermint.v1beta1.GetBlockByHeightRequest
  'cosmos.base.tendermint.v1beta1.GetBlockByHeightResponse': cosmos.base.tendermint.v1beta1.GetBlockByHeightResponse
  'cosmos.base.tendermint.v1beta1.GetLatestBlockRequest': cosmos.base.tendermint.v1beta1.GetLatestBlockRequest
  'cosmos.base.tendermint.v1beta1.GetLatestBlockResponse': cosmos.base.tendermint.v1beta1.GetLatestBlockResponse
  'cosmos.base.tendermint.v1beta1.GetLatestValidatorSetRequest': cosmos.base.tendermint.v1beta1.GetLatestValidatorSetRequest
  'cosmos.base.tendermint.v1beta1.GetLatestValidatorSetResponse': cosmos.base.tendermint.v1beta1.GetLatestValidatorSetResponse
  'cosmos.base.tendermint.v1beta1.GetNodeInfoRequest': cosmos.base.tendermint.v1beta1.GetNodeInfoRequest
  'cosmos.base.tendermint.v1beta1.GetNodeInfoResponse': cosmos.base.tendermint.v1beta1.GetNodeInfoResponse
  'cosmos.base.tendermint.v1beta1.GetSyncingRequest': cosmos.base.tendermint.v1beta1.GetSyncingRequest
  'cosmos.base.tendermint.v1beta1.GetSyncingResponse': cosmos.base.tendermint.v1beta1.GetSyncingResponse
  'cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightRequest': cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightRequest
  'cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightResponse': cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightResponse
  'cosmos.base.tendermint.v1beta1.Header': cosmos.base.tendermint.v1beta1.Header
  'cosmos.base.tendermint.v1beta1.Module': cosmos.base.tendermint.v1beta1.Module
  'cosmos.base.tendermint.v1beta1.ProofOp': cosmos.base.tendermint.v1beta1.ProofOp
  'cosmos.base.tendermint.v1beta1.ProofOps': cosmos.base.tendermint.v1beta1.ProofOps
  'cosmos.base.tendermint.v1beta1.Validator': cosmos.base.tendermint.v1beta1.Validator
  'cosmos.base.tendermint.v1beta1.VersionInfo': cosmos.base.tendermint.v1beta1.VersionInfo
  'cosmos.base.v1beta1.Coin': cosmos.base.v1beta1.Coin
  'cosmos.base.v1beta1.DecCoin': cosmos.base.v1beta1.DecCoin
  'cosmos.base.v1beta1.DecProto': cosmos.base.v1beta1.DecProto
  'cosmos.base.v1beta1.IntProto': cosmos.base.v1beta1.IntProto
  'cosmos.consensus.v1.MsgUpdateParams': cosmos.consensus.v1.MsgUpdateParams
  'cosmos.consensus.v1.MsgUpdateParamsResponse': cosmos.consensus.v1.MsgUpdateParamsResponse
  'cosmos.consensus.v1.QueryParamsRequest': cosmos.consensus.v1.QueryParamsRequest
  'cosmos.consensus.v1.QueryParamsResponse': cosmos.consensus.v1.QueryParamsResponse
  'cosmos.crypto.ed25519.PrivKey': cosmos.crypto.ed25519.PrivKey
  'cosmos.crypto.ed25519.PubKey': cosmos.crypto.ed25519.PubKey
  'cosmos.crypto.multisig.LegacyAminoPubKey': cosmos.crypto.multisig.LegacyAminoPubKey
  'cosmos.crypto.multisig.v1beta1.CompactBitArray': cosmos.crypto.multisig.v1beta1.CompactBitArray
  'cosmos.crypto.multisig.v1beta1.MultiSignature': cosmos.crypto.multisig.v1beta1.MultiSignature
  'cosmos.crypto.secp256k1.PrivKey': cosmos.crypto.secp256k1.PrivKey
  'cosmos.crypto.secp256k1.PubKey': cosmos.crypto.secp256k1.PubKey
  'cosmos.feegrant.v1beta1.AllowedMsgAllowance': cosmos.feegrant.v1beta1.AllowedMsgAllowance
  'cosmos.feegrant.v1beta1.BasicAllowance': cosmos.feegrant.v1beta1.BasicAllowance
  'cosmos.feegrant.v1beta1.GenesisState': cosmos.feegrant.v1beta1.GenesisState
  'cosmos.feegrant.v1beta1.Grant': cosmos.feegrant.v1beta1.Grant
  'cosmos.feegrant.v1beta1.MsgGrantAllowance': cosmos.feegrant.v1beta1.MsgGrantAllowance
  'cosmos.feegrant.v1beta1.MsgGrantAllowanceResponse': cosmos.feegrant.v1beta1.MsgGrantAllowanceResponse
  'cosmos.feegrant.v1beta1.MsgPruneAllowances': cosmos.feegrant.v1beta1.MsgPruneAllowances
  'cosmos.feegrant.v1beta1.MsgPruneAllowancesResponse': cosmos.feegrant.v1beta1.MsgPruneAllowancesResponse
  'cosmos.feegrant.v1beta1.MsgRevokeAllowance': cosmos.feegrant.v1beta1.MsgRevokeAllowance
  'cosmos.feegrant.v1beta1.MsgRevokeAllowanceResponse': cosmos.feegrant.v1beta1.MsgRevokeAllowanceResponse
  'cosmos.feegrant.v1beta1.PeriodicAllowance': cosmos.feegrant.v1beta1.PeriodicAllowance
  'cosmos.feegrant.v1beta1.QueryAllowanceRequest': cosmos.feegrant.v1beta1.QueryAllowanceRequest
  'cosmos.feegrant.v1beta1.QueryAllowanceResponse': cosmos.feegrant.v1beta1.QueryAllowanceResponse
  'cosmos.feegrant.v1beta1.QueryAllowancesByGranterRequest': cosmos.feegrant.v1beta1.QueryAllowancesByGranterRequest
  'cosmos.feegrant.v1beta1.QueryAllowancesByGranterResponse': cosmos.feegrant.v1beta1.QueryAllowancesByGranterResponse
  'cosmos.feegrant.v1beta1.QueryAllowancesRequest': cosmos.feegrant.v1beta1.QueryAllowancesRequest
  'cosmos.feegrant.v1beta1.QueryAllowancesResponse': cosmos.feegrant.v1beta1.QueryAllowancesResponse
  'cosmos.ics23.v1.CommitmentProof': cosmos.ics23.v1.CommitmentProof
  'cosmos.ics23.v1.ExistenceProof': cosmos.ics23.v1.ExistenceProof
  'cosmos.ics23.v1.InnerOp': cosmos.ics23.v1.InnerOp
  'cosmos.ics23.v1.LeafOp': cosmos.ics23.v1.LeafOp
  'cosmos.ics23.v1.NonExistenceProof': cosmos.ics23.v1.NonExistenceProof
  'cosmos.tx.signing.v1beta1.SignatureDescriptor': cosmos.tx.signing.v1beta1.SignatureDescriptor
  'cosmos.tx.signing.v1beta1.SignatureDescriptor.Data': cosmos.tx.signing.v1beta1.SignatureDescriptor.Data
  'cosmos.tx.signing.v1beta1.SignatureDescriptor.Data.Multi': cosmos.tx.signing.v1beta1.SignatureDescriptor.Data.Multi
  'cosmos.tx.signing.v1beta1.SignatureDescriptor.Data.Single': cosmos.tx.signing.v1beta1.SignatureDescriptor.Data.Single
  'cosmos.tx.signing.v1beta1.SignatureDescriptors': cosmos.tx.signing.v1beta1.SignatureDescriptors
  'cosmos.tx.v1beta1.AuthInfo': cosmos.tx.v1beta1.AuthInfo
  'cosmos.tx.v1beta1.AuxSignerData': cosmos.tx.v1beta1.AuxSignerData
  'cosmos.tx.v1beta1.BroadcastTxRequest': cosmos.tx.v1beta1.BroadcastTxRequest
  'cosmos.tx.v1beta1.BroadcastTxResponse': cosmos.tx.v1beta1.BroadcastTxResponse
  'cosmos.tx.v1beta1.Fee': cosmos.tx.v1beta1.Fee
  'cosmos.tx.v1beta1.GetBlockWithTxsRequest': cosmos.tx.v1beta1.GetBlockWithTxsRequest
  'cosmos.tx.v1beta1.GetBlockWithTxsResponse': cosmos.tx.v1beta1.GetBlockWithTxsResponse
  'cosmos.tx.v1beta1.GetTxRequest': cosmos.tx.v1beta1.GetTxRequest
  'cosmos.tx.v1beta1.GetTxResponse': cosmos.tx.v1beta1.GetTxResponse
  'cosmos.tx.v1beta1.GetTxsEventRequest': cosmos.tx.v1beta1.GetTxsEventRequest
  'cosmos.tx.v1beta1.GetTxsEventResponse': cosmos.tx.v1beta1.GetTxsEventResponse
  'cosmos.tx.v1beta1.ModeInfo': cosmos.tx.v1beta1.ModeInfo
  'cosmos.tx.v1beta1.ModeInfo.Multi': cosmos.tx.v1beta1.ModeInfo.Multi
  'cosmos.tx.v1beta1.ModeInfo.Single': cosmos.tx.v1beta1.ModeInfo.Single
  'cosmos.tx.v1beta1.SignDoc': cosmos.tx.v1beta1.SignDoc
  'cosmos.tx.v1beta1.SignDocDirectAux': cosmos.tx.v1beta1.SignDocDirectAux
  'cosmos.tx.v1beta1.SignerInfo': cosmos.tx.v1beta1.SignerInfo
  'cosmos.tx.v1beta1.SimulateRequest': cosmos.tx.v1beta1.SimulateRequest
  'cosmos.tx.v1beta1.SimulateResponse': cosmos.tx.v1beta1.SimulateResponse
  'cosmos.tx.v1beta1.Tip': cosmos.tx.v1beta1.Tip
  'cosmos.tx.v1beta1.Tx': cosmos.tx.v1beta1.Tx
  'cosmos.tx.v1beta1.TxBody': cosmos.tx.v1beta1.TxBody
  'cosmos.tx.v1beta1.TxDecodeRequest': cosmos.tx.v1beta1.TxDecodeRequest
  'cosmos.tx.v1beta1.TxDecodeResponse': cosmos.tx.v1beta1.TxDecodeResponse
  'cosmos.tx.v1beta1.TxEncodeRequest': cosmos.tx.v1beta1.TxEncodeRequest
  'cosmos.tx.v1beta1.TxEncodeResponse': cosmos.tx.v1beta1.TxEncodeResponse
  'cosmos.tx.v1beta1.TxRaw': cosmos.tx.v1beta1.TxRaw
  'cosmos.vesting.v1beta1.BaseVestingAccount': cosmos.vesting.v1beta1.BaseVestingAccount
  'cosmos.vesting.v1beta1.ContinuousVestingAccount': cosmos.vesting.v1beta1.ContinuousVestingAccount
  'cosmos.vesting.v1beta1.DelayedVestingAccount': cosmos.vesting.v1beta1.DelayedVestingAccount
  'cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount': cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount
  'cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccountResponse': cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccountResponse
  'cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount': cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount
  'cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccountResponse': cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccountResponse
  'cosmos.vesting.v1beta1.MsgCreateVestingAccount': cosmos.vesting.v1beta1.MsgCreateVestingAccount
  'cosmos.vesting.v1beta1.MsgCreateVestingAccountResponse': cosmos.vesting.v1beta1.MsgCreateVestingAccountResponse
  'cosmos.vesting.v1beta1.Period': cosmos.vesting.v1beta1.Period
  'cosmos.vesting.v1beta1.PeriodicVestingAccount': cosmos.vesting.v1beta1.PeriodicVestingAccount
  'cosmos.vesting.v1beta1.PermanentLockedAccount': cosmos.vesting.v1beta1.PermanentLockedAccount
  'cosmos_proto.InterfaceDescriptor': cosmos_proto.InterfaceDescriptor
  'cosmos_proto.ScalarDescriptor': cosmos_proto.ScalarDescriptor
  'google.api.CustomHttpPattern': google.api.CustomHttpPattern
  'google.api.Http': google.api.Http
  'google.api.HttpRule': google.api.HttpRule
  'google.protobuf.Any': google.protobuf.Any
  'google.protobuf.DescriptorProto': google.protobuf.DescriptorProto
  'google.protobuf.DescriptorProto.ExtensionRange': google.protobuf.DescriptorProto.ExtensionRange
  'google.protobuf.DescriptorProto.ReservedRange': google.protobuf.DescriptorProto.ReservedRange
  'google.protobuf.Duration': google.protobuf.Duration
  'google.protobuf.EnumDescriptorProto': google.protobuf.EnumDescriptorProto
  'google.protobuf.EnumDescriptorProto.EnumReservedRange': google.protobuf.EnumDescriptorProto.EnumReservedRange
  'google.protobuf.EnumOptions': google.protobuf.EnumOptions
  'google.protobuf.EnumValueDescriptorProto': google.protobuf.EnumValueDescriptorProto
  'google.protobuf.EnumValueOptions': google.protobuf.EnumValueOptions
  'google.protobuf.ExtensionRangeOptions': google.protobuf.ExtensionRangeOptions
  'google.protobuf.FieldDescriptorProto': google.protobuf.FieldDescriptorProto
  'google.protobuf.FieldOptions': google.protobuf.FieldOptions
  'google.protobuf.FileDescriptorProto': google.protobuf.FileDescriptorProto
  'google.protobuf.FileDescriptorSet': google.protobuf.FileDescriptorSet
  'google.protobuf.FileOptions': google.protobuf.FileOptions
  'google.protobuf.GeneratedCodeInfo': google.protobuf.GeneratedCodeInfo
  'google.protobuf.GeneratedCodeInfo.Annotation': google.protobuf.GeneratedCodeInfo.Annotation
  'google.protobuf.MessageOptions': google.protobuf.MessageOptions
  'google.protobuf.MethodDescriptorProto': google.protobuf.MethodDescriptorProto
  'google.protobuf.MethodOptions': google.protobuf.MethodOptions
  'google.protobuf.OneofDescriptorProto': google.protobuf.OneofDescriptorProto
  'google.protobuf.OneofOptions': google.protobuf.OneofOptions
  'google.protobuf.ServiceDescriptorProto': google.protobuf.ServiceDescriptorProto
  'google.protobuf.ServiceOptions': google.protobuf.ServiceOptions
  'google.protobuf.SourceCodeInfo': google.protobuf.SourceCodeInfo
  'google.protobuf.SourceCodeInfo.Location': google.protobuf.SourceCodeInfo.Location
  'google.protobuf.Timestamp': google.protobuf.Timestamp
  'google.protobuf.UninterpretedOption': google.protobuf.UninterpretedOption
  'google.protobuf.UninterpretedOption.NamePart': google.protobuf.UninterpretedOption.NamePart
  'infonex.beacon.v1.EventBeacon': infonex.beacon.v1.EventBeacon
  'infonex.beacon.v1.GenesisState': infonex.beacon.v1.GenesisState
  'infonex.beacon.v1.MsgCommitOnion': infonex.beacon.v1.MsgCommitOnion
  'infonex.beacon.v1.MsgCommitOnionResponse': infonex.beacon.v1.MsgCommitOnionResponse
  'infonex.beacon.v1.Onion': infonex.beacon.v1.Onion
  'infonex.beacon.v1.OnionCommitment': infonex.beacon.v1.OnionCommitment
  'infonex.beacon.v1.Params': infonex.beacon.v1.Params
  'infonex.beacon.v1.QueryOnionsRequest': infonex.beacon.v1.QueryOnionsRequest
  'infonex.beacon.v1.QueryOnionsResponse': infonex.beacon.v1.QueryOnionsResponse
  'infonex.beacon.v1.QueryParamsRequest': infonex.beacon.v1.QueryParamsRequest
  'infonex.beacon.v1.QueryParamsResponse': infonex.beacon.v1.QueryParamsResponse
  'infonex.beacon.v1.QuerySeedRequest': infonex.beacon.v1.QuerySeedRequest
  'infonex.beacon.v1.QuerySeedResponse': infonex.beacon.v1.QuerySeedResponse
  'infonex.beacon.v1.Seed': infonex.beacon.v1.Seed
  'infonex.beacon.v1.SystemTx': infonex.beacon.v1.SystemTx
  'infonex.engine.v1.BlockMeta': infonex.engine.v1.BlockMeta
  'infonex.engine.v1.EngineState': infonex.engine.v1.EngineState
  'infonex.engine.v1.Event': infonex.engine.v1.Event
  'infonex.engine.v1.EventAttribute': infonex.engine.v1.EventAttribute
  'infonex.engine.v1.ExecTxResult': infonex.engine.v1.ExecTxResult
  'infonex.engine.v1.Results': infonex.engine.v1.Results
  'infonex.engine.v1.StoreRange': infonex.engine.v1.StoreRange
  'infonex.engine.v1.ValidatorChange': infonex.engine.v1.ValidatorChange
  'infonex.gov.v1.Announcement': infonex.gov.v1.Announcement
  'infonex.gov.v1.GenesisState': infonex.gov.v1.GenesisState
  'infonex.gov.v1.MsgAnnounceParams': infonex.gov.v1.MsgAnnounceParams
  'infonex.gov.v1.MsgAnnounceParamsResponse': infonex.gov.v1.MsgAnnounceParamsResponse
  'infonex.gov.v1.MsgCancelAnnouncement': infonex.gov.v1.MsgCancelAnnouncement
  'infonex.gov.v1.MsgCancelAnnouncementResponse': infonex.gov.v1.MsgCancelAnnouncementResponse
  'infonex.gov.v1.MsgUpdateParams': infonex.gov.v1.MsgUpdateParams
  'infonex.gov.v1.MsgUpdateParamsResponse': infonex.gov.v1.MsgUpdateParamsResponse
  'infonex.gov.v1.Params': infonex.gov.v1.Params
  'infonex.gov.v1.QueryAnnouncementsRequest': infonex.gov.v1.QueryAnnouncementsRequest
  'infonex.gov.v1.QueryAnnouncementsResponse': infonex.gov.v1.QueryAnnouncementsResponse
  'infonex.gov.v1.QueryAuthorityRequest': infonex.gov.v1.QueryAuthorityRequest
  'infonex.gov.v1.QueryAuthorityResponse': infonex.gov.v1.QueryAuthorityResponse
  'infonex.gov.v1.QueryParamsRequest': infonex.gov.v1.QueryParamsRequest
  'infonex.gov.v1.QueryParamsResponse': infonex.gov.v1.QueryParamsResponse
  'infonex.inference.v1.Acknowledgement': infonex.inference.v1.Acknowledgement
  'infonex.inference.v1.Attribute': infonex.inference.v1.Attribute
  'infonex.inference.v1.Checkpoint': infonex.inference.v1.Checkpoint
  'infonex.inference.v1.ClientEntry': infonex.inference.v1.ClientEntry
  'infonex.inference.v1.Counter': infonex.inference.v1.Counter
  'infonex.inference.v1.Graph': infonex.inference.v1.Graph
  'infonex.inference.v1.GraphHeader': infonex.inference.v1.GraphHeader
  'infonex.inference.v1.GraphNode': infonex.inference.v1.GraphNode
  'infonex.inference.v1.Handshake': infonex.inference.v1.Handshake
  'infonex.inference.v1.LedgerEntry': infonex.inference.v1.LedgerEntry
  'infonex.inference.v1.ManagerEntry': infonex.inference.v1.ManagerEntry
  'infonex.inference.v1.Measurement': infonex.inference.v1.Measurement
  'infonex.inference.v1.OperatorSet': infonex.inference.v1.OperatorSet
  'infonex.inference.v1.OutputCommitment': infonex.inference.v1.OutputCommitment
  'infonex.inference.v1.Port': infonex.inference.v1.Port
  'infonex.inference.v1.Receipt': infonex.inference.v1.Receipt
  'infonex.inference.v1.Request': infonex.inference.v1.Request
  'infonex.inference.v1.SignedHandshake': infonex.inference.v1.SignedHandshake
  'infonex.inference.v1.SignedMeasurement': infonex.inference.v1.SignedMeasurement
  'infonex.inference.v1.SignedReceipt': infonex.inference.v1.SignedReceipt
  'infonex.inference.v1.SignedRequest': infonex.inference.v1.SignedRequest
  'infonex.inference.v1.TensorCommitment': infonex.inference.v1.TensorCommitment
  'infonex.inference.v1.ValueType': infonex.inference.v1.ValueType
  'infonex.inference.v1.Weight': infonex.inference.v1.Weight
  'infonex.model.v1.GenesisState': infonex.model.v1.GenesisState
  'infonex.model.v1.GraphChunk': infonex.model.v1.GraphChunk
  'infonex.model.v1.Model': infonex.model.v1.Model
  'infonex.model.v1.MsgPostGraph': infonex.model.v1.MsgPostGraph
  'infonex.model.v1.MsgPostGraphResponse': infonex.model.v1.MsgPostGraphResponse
  'infonex.model.v1.MsgRegisterModel': infonex.model.v1.MsgRegisterModel
  'infonex.model.v1.MsgRegisterModelResponse': infonex.model.v1.MsgRegisterModelResponse
  'infonex.model.v1.MsgRetireModel': infonex.model.v1.MsgRetireModel
  'infonex.model.v1.MsgRetireModelResponse': infonex.model.v1.MsgRetireModelResponse
  'infonex.model.v1.MsgUpdateModel': infonex.model.v1.MsgUpdateModel
  'infonex.model.v1.MsgUpdateModelResponse': infonex.model.v1.MsgUpdateModelResponse
  'infonex.model.v1.MsgUpdateParams': infonex.model.v1.MsgUpdateParams
  'infonex.model.v1.MsgUpdateParamsResponse': infonex.model.v1.MsgUpdateParamsResponse
  'infonex.model.v1.OperatorCount': infonex.model.v1.OperatorCount
  'infonex.model.v1.Params': infonex.model.v1.Params
  'infonex.model.v1.QueryGraphChunkRequest': infonex.model.v1.QueryGraphChunkRequest
  'infonex.model.v1.QueryGraphChunkResponse': infonex.model.v1.QueryGraphChunkResponse
  'infonex.model.v1.QueryModelRequest': infonex.model.v1.QueryModelRequest
  'infonex.model.v1.QueryModelResponse': infonex.model.v1.QueryModelResponse
  'infonex.model.v1.QueryModelsRequest': infonex.model.v1.QueryModelsRequest
  'infonex.model.v1.QueryModelsResponse': infonex.model.v1.QueryModelsResponse
  'infonex.model.v1.QueryParamsRequest': infonex.model.v1.QueryParamsRequest
  'infonex.model.v1.QueryParamsResponse': infonex.model.v1.QueryParamsResponse
  'infonex.model.v1.TensorInfo': infonex.model.v1.TensorInfo
  'infonex.payment.v1.Channel': infonex.payment.v1.Channel
  'infonex.payment.v1.ChannelDescriptor': infonex.payment.v1.ChannelDescriptor
  'infonex.payment.v1.ClaimOutcome': infonex.payment.v1.ClaimOutcome
  'infonex.payment.v1.Contract': infonex.payment.v1.Contract
  'infonex.payment.v1.Credit': infonex.payment.v1.Credit
  'infonex.payment.v1.Escrow': infonex.payment.v1.Escrow
  'infonex.payment.v1.GenesisChannel': infonex.payment.v1.GenesisChannel
  'infonex.payment.v1.GenesisContract': infonex.payment.v1.GenesisContract
  'infonex.payment.v1.GenesisState': infonex.payment.v1.GenesisState
  'infonex.payment.v1.GrantView': infonex.payment.v1.GrantView
  'infonex.payment.v1.ManagerGrant': infonex.payment.v1.ManagerGrant
  'infonex.payment.v1.ManagerLimits': infonex.payment.v1.ManagerLimits
  'infonex.payment.v1.Maturing': infonex.payment.v1.Maturing
  'infonex.payment.v1.MsgClaim': infonex.payment.v1.MsgClaim
  'infonex.payment.v1.MsgClaimBatch': infonex.payment.v1.MsgClaimBatch
  'infonex.payment.v1.MsgClaimBatchResponse': infonex.payment.v1.MsgClaimBatchResponse
  'infonex.payment.v1.MsgClaimPayWord': infonex.payment.v1.MsgClaimPayWord
  'infonex.payment.v1.MsgClaimPayWordResponse': infonex.payment.v1.MsgClaimPayWordResponse
  'infonex.payment.v1.MsgClaimResponse': infonex.payment.v1.MsgClaimResponse
  'infonex.payment.v1.MsgCloseByPayee': infonex.payment.v1.MsgCloseByPayee
  'infonex.payment.v1.MsgCloseByPayeeResponse': infonex.payment.v1.MsgCloseByPayeeResponse
  'infonex.payment.v1.MsgCloseCooperative': infonex.payment.v1.MsgCloseCooperative
  'infonex.payment.v1.MsgCloseCooperativeResponse': infonex.payment.v1.MsgCloseCooperativeResponse
  'infonex.payment.v1.MsgDeposit': infonex.payment.v1.MsgDeposit
  'infonex.payment.v1.MsgDepositResponse': infonex.payment.v1.MsgDepositResponse
  'infonex.payment.v1.MsgExtendChannel': infonex.payment.v1.MsgExtendChannel
  'infonex.payment.v1.MsgExtendChannelResponse': infonex.payment.v1.MsgExtendChannelResponse
  'infonex.payment.v1.MsgFinalizeClose': infonex.payment.v1.MsgFinalizeClose
  'infonex.payment.v1.MsgFinalizeCloseResponse': infonex.payment.v1.MsgFinalizeCloseResponse
  'infonex.payment.v1.MsgGrantManager': infonex.payment.v1.MsgGrantManager
  'infonex.payment.v1.MsgGrantManagerResponse': infonex.payment.v1.MsgGrantManagerResponse
  'infonex.payment.v1.MsgOpenChannel': infonex.payment.v1.MsgOpenChannel
  'infonex.payment.v1.MsgOpenChannelByGrant': infonex.payment.v1.MsgOpenChannelByGrant
  'infonex.payment.v1.MsgOpenChannelByGrantResponse': infonex.payment.v1.MsgOpenChannelByGrantResponse
  'infonex.payment.v1.MsgOpenChannelResponse': infonex.payment.v1.MsgOpenChannelResponse
  'infonex.payment.v1.MsgOpenServiceDispute': infonex.payment.v1.MsgOpenServiceDispute
  'infonex.payment.v1.MsgOpenServiceDisputeResponse': infonex.payment.v1.MsgOpenServiceDisputeResponse
  'infonex.payment.v1.MsgRequestClose': infonex.payment.v1.MsgRequestClose
  'infonex.payment.v1.MsgRequestCloseResponse': infonex.payment.v1.MsgRequestCloseResponse
  'infonex.payment.v1.MsgRevokeManagerGrant': infonex.payment.v1.MsgRevokeManagerGrant
  'infonex.payment.v1.MsgRevokeManagerGrantResponse': infonex.payment.v1.MsgRevokeManagerGrantResponse
  'infonex.payment.v1.MsgRevokeSigner': infonex.payment.v1.MsgRevokeSigner
  'infonex.payment.v1.MsgRevokeSignerResponse': infonex.payment.v1.MsgRevokeSignerResponse
  'infonex.payment.v1.MsgSettleServiceDispute': infonex.payment.v1.MsgSettleServiceDispute
  'infonex.payment.v1.MsgSettleServiceDisputeResponse': infonex.payment.v1.MsgSettleServiceDisputeResponse
  'infonex.payment.v1.MsgShowServed': infonex.payment.v1.MsgShowServed
  'infonex.payment.v1.MsgShowServedResponse': infonex.payment.v1.MsgShowServedResponse
  'infonex.payment.v1.MsgUpdateParams': infonex.payment.v1.MsgUpdateParams
  'infonex.payment.v1.MsgUpdateParamsResponse': infonex.payment.v1.MsgUpdateParamsResponse
  'infonex.payment.v1.MsgWithdrawCredit': infonex.payment.v1.MsgWithdrawCredit
  'infonex.payment.v1.MsgWithdrawCreditResponse': infonex.payment.v1.MsgWithdrawCreditResponse
  'infonex.payment.v1.MsgWithdrawFree': infonex.payment.v1.MsgWithdrawFree
  'infonex.payment.v1.MsgWithdrawFreeResponse': infonex.payment.v1.MsgWithdrawFreeResponse
  'infonex.payment.v1.Params': infonex.payment.v1.Params
  'infonex.payment.v1.PayWordClaim': infonex.payment.v1.PayWordClaim
  'infonex.payment.v1.PayWordCommit': infonex.payment.v1.PayWordCommit
  'infonex.payment.v1.PayWordReveal': infonex.payment.v1.PayWordReveal
  'infonex.payment.v1.QueryChannelRequest': infonex.payment.v1.QueryChannelRequest
  'infonex.payment.v1.QueryChannelResponse': infonex.payment.v1.QueryChannelResponse
  'infonex.payment.v1.QueryChannelsRequest': infonex.payment.v1.QueryChannelsRequest
  'infonex.payment.v1.QueryChannelsResponse': infonex.payment.v1.QueryChannelsResponse
  'infonex.payment.v1.QueryCreditRequest': infonex.payment.v1.QueryCreditRequest
  'infonex.payment.v1.QueryCreditResponse': infonex.payment.v1.QueryCreditResponse
  'infonex.payment.v1.QueryEscrowRequest': infonex.payment.v1.QueryEscrowRequest
  'infonex.payment.v1.QueryEscrowResponse': infonex.payment.v1.QueryEscrowResponse
  'infonex.payment.v1.QueryGrantRequest': infonex.payment.v1.QueryGrantRequest
  'infonex.payment.v1.QueryGrantResponse': infonex.payment.v1.QueryGrantResponse
  'infonex.payment.v1.QueryGrantsRequest': infonex.payment.v1.QueryGrantsRequest
  'infonex.payment.v1.QueryGrantsResponse': infonex.payment.v1.QueryGrantsResponse
  'infonex.payment.v1.QueryManagerGrantsRequest': infonex.payment.v1.QueryManagerGrantsRequest
  'infonex.payment.v1.QueryManagerGrantsResponse': infonex.payment.v1.QueryManagerGrantsResponse
  'infonex.payment.v1.QueryMaturingRequest': infonex.payment.v1.QueryMaturingRequest
  'infonex.payment.v1.QueryMaturingResponse': infonex.payment.v1.QueryMaturingResponse
  'infonex.payment.v1.QueryParamsRequest': infonex.payment.v1.QueryParamsRequest
  'infonex.payment.v1.QueryParamsResponse': infonex.payment.v1.QueryParamsResponse
  'infonex.payment.v1.QueryPayeeChannelsRequest': infonex.payment.v1.QueryPayeeChannelsRequest
  'infonex.payment.v1.QueryPayeeChannelsResponse': infonex.payment.v1.QueryPayeeChannelsResponse
  'infonex.payment.v1.QueryServiceContractRequest': infonex.payment.v1.QueryServiceContractRequest
  'infonex.payment.v1.QueryServiceContractResponse': infonex.payment.v1.QueryServiceContractResponse
  'infonex.payment.v1.QueryServiceDisputeRequest': infonex.payment.v1.QueryServiceDisputeRequest
  'infonex.payment.v1.QueryServiceDisputeResponse': infonex.payment.v1.QueryServiceDisputeResponse
  'infonex.payment.v1.ServiceDispute': infonex.payment.v1.ServiceDispute
  'infonex.payment.v1.Share': infonex.payment.v1.Share
  'infonex.payment.v1.SignedPayWordCommit': infonex.payment.v1.SignedPayWordCommit
  'infonex.payment.v1.SignedVoucher': infonex.payment.v1.SignedVoucher
  'infonex.payment.v1.SignerKey': infonex.payment.v1.SignerKey
  'infonex.payment.v1.Voucher': infonex.payment.v1.Voucher
  'infonex.router.v1.Candidate': infonex.router.v1.Candidate
  'infonex.router.v1.ComplianceRecord': infonex.router.v1.ComplianceRecord
  'infonex.router.v1.CounterpartyCount': infonex.router.v1.CounterpartyCount
  'infonex.router.v1.GenesisState': infonex.router.v1.GenesisState
  'infonex.router.v1.Hardware': infonex.router.v1.Hardware
  'infonex.router.v1.Health': infonex.router.v1.Health
  'infonex.router.v1.LoadReport': infonex.router.v1.LoadReport
  'infonex.router.v1.Match': infonex.router.v1.Match
  'infonex.router.v1.MatchTerms': infonex.router.v1.MatchTerms
  'infonex.router.v1.MatchWeights': infonex.router.v1.MatchWeights
  'infonex.router.v1.ModelLoad': infonex.router.v1.ModelLoad
  'infonex.router.v1.MsgAttachChannel': infonex.router.v1.MsgAttachChannel
  'infonex.router.v1.MsgAttachChannelResponse': infonex.router.v1.MsgAttachChannelResponse
  'infonex.router.v1.MsgConfirmMatch': infonex.router.v1.MsgConfirmMatch
  'infonex.router.v1.MsgConfirmMatchResponse': infonex.router.v1.MsgConfirmMatchResponse
  'infonex.router.v1.MsgFundProbes': infonex.router.v1.MsgFundProbes
  'infonex.router.v1.MsgFundProbesResponse': infonex.router.v1.MsgFundProbesResponse
  'infonex.router.v1.MsgHeartbeat': infonex.router.v1.MsgHeartbeat
  'infonex.router.v1.MsgHeartbeatResponse': infonex.router.v1.MsgHeartbeatResponse
  'infonex.router.v1.MsgProbeCommit': infonex.router.v1.MsgProbeCommit
  'infonex.router.v1.MsgProbeCommitResponse': infonex.router.v1.MsgProbeCommitResponse
  'infonex.router.v1.MsgProbeReveal': infonex.router.v1.MsgProbeReveal
  'infonex.router.v1.MsgProbeRevealResponse': infonex.router.v1.MsgProbeRevealResponse
  'infonex.router.v1.MsgRegisterProber': infonex.router.v1.MsgRegisterProber
  'infonex.router.v1.MsgRegisterProberResponse': infonex.router.v1.MsgRegisterProberResponse
  'infonex.router.v1.MsgRejectMatch': infonex.router.v1.MsgRejectMatch
  'infonex.router.v1.MsgRejectMatchResponse': infonex.router.v1.MsgRejectMatchResponse
  'infonex.router.v1.MsgReleaseLease': infonex.router.v1.MsgReleaseLease
  'infonex.router.v1.MsgReleaseLeaseResponse': infonex.router.v1.MsgReleaseLeaseResponse
  'infonex.router.v1.MsgReportLate': infonex.router.v1.MsgReportLate
  'infonex.router.v1.MsgReportLateResponse': infonex.router.v1.MsgReportLateResponse
  'infonex.router.v1.MsgReportLoad': infonex.router.v1.MsgReportLoad
  'infonex.router.v1.MsgReportLoadBatch': infonex.router.v1.MsgReportLoadBatch
  'infonex.router.v1.MsgReportLoadBatchResponse': infonex.router.v1.MsgReportLoadBatchResponse
  'infonex.router.v1.MsgReportLoadResponse': infonex.router.v1.MsgReportLoadResponse
  'infonex.router.v1.MsgReportNoShow': infonex.router.v1.MsgReportNoShow
  'infonex.router.v1.MsgReportNoShowResponse': infonex.router.v1.MsgReportNoShowResponse
  'infonex.router.v1.MsgRequestMatch': infonex.router.v1.MsgRequestMatch
  'infonex.router.v1.MsgRequestMatchResponse': infonex.router.v1.MsgRequestMatchResponse
  'infonex.router.v1.MsgRetireProber': infonex.router.v1.MsgRetireProber
  'infonex.router.v1.MsgRetireProberResponse': infonex.router.v1.MsgRetireProberResponse
  'infonex.router.v1.MsgSubmitOverCapacity': infonex.router.v1.MsgSubmitOverCapacity
  'infonex.router.v1.MsgSubmitOverCapacityResponse': infonex.router.v1.MsgSubmitOverCapacityResponse
  'infonex.router.v1.MsgSubscribeServer': infonex.router.v1.MsgSubscribeServer
  'infonex.router.v1.MsgSubscribeServerResponse': infonex.router.v1.MsgSubscribeServerResponse
  'infonex.router.v1.MsgUnsubscribeServer': infonex.router.v1.MsgUnsubscribeServer
  'infonex.router.v1.MsgUnsubscribeServerResponse': infonex.router.v1.MsgUnsubscribeServerResponse
  'infonex.router.v1.MsgUpdateParams': infonex.router.v1.MsgUpdateParams
  'infonex.router.v1.MsgUpdateParamsResponse': infonex.router.v1.MsgUpdateParamsResponse
  'infonex.router.v1.MsgUpdateServer': infonex.router.v1.MsgUpdateServer
  'infonex.router.v1.MsgUpdateServerResponse': infonex.router.v1.MsgUpdateServerResponse
  'infonex.router.v1.Offer': infonex.router.v1.Offer
  'infonex.router.v1.Params': infonex.router.v1.Params
  'infonex.router.v1.PastOffer': infonex.router.v1.PastOffer
  'infonex.router.v1.Payer': infonex.router.v1.Payer
  'infonex.router.v1.PaymentAnticipation': infonex.router.v1.PaymentAnticipation
  'infonex.router.v1.ProbeDuty': infonex.router.v1.ProbeDuty
  'infonex.router.v1.ProbeEpoch': infonex.router.v1.ProbeEpoch
  'infonex.router.v1.ProbeParams': infonex.router.v1.ProbeParams
  'infonex.router.v1.ProbeResult': infonex.router.v1.ProbeResult
  'infonex.router.v1.Prober': infonex.router.v1.Prober
  'infonex.router.v1.QueryCandidatesRequest': infonex.router.v1.QueryCandidatesRequest
  'infonex.router.v1.QueryCandidatesResponse': infonex.router.v1.QueryCandidatesResponse
  'infonex.router.v1.QueryMatchRequest': infonex.router.v1.QueryMatchRequest
  'infonex.router.v1.QueryMatchResponse': infonex.router.v1.QueryMatchResponse
  'infonex.router.v1.QueryMatchesRequest': infonex.router.v1.QueryMatchesRequest
  'infonex.router.v1.QueryMatchesResponse': infonex.router.v1.QueryMatchesResponse
  'infonex.router.v1.QueryParamsRequest': infonex.router.v1.QueryParamsRequest
  'infonex.router.v1.QueryParamsResponse': infonex.router.v1.QueryParamsResponse
  'infonex.router.v1.QueryProbesRequest': infonex.router.v1.QueryProbesRequest
  'infonex.router.v1.QueryProbesResponse': infonex.router.v1.QueryProbesResponse
  'infonex.router.v1.QueryServerRequest': infonex.router.v1.QueryServerRequest
  'infonex.router.v1.QueryServerResponse': infonex.router.v1.QueryServerResponse
  'infonex.router.v1.QueryServerStateRequest': infonex.router.v1.QueryServerStateRequest
  'infonex.router.v1.QueryServerStateResponse': infonex.router.v1.QueryServerStateResponse
  'infonex.router.v1.QueryServersRequest': infonex.router.v1.QueryServersRequest
  'infonex.router.v1.QueryServersResponse': infonex.router.v1.QueryServersResponse
  'infonex.router.v1.Region': infonex.router.v1.Region
  'infonex.router.v1.RegionLink': infonex.router.v1.RegionLink
  'infonex.router.v1.RequestShape': infonex.router.v1.RequestShape
  'infonex.router.v1.RoutedChannel': infonex.router.v1.RoutedChannel
  'infonex.router.v1.Server': infonex.router.v1.Server
  'infonex.router.v1.ServerPath': infonex.router.v1.ServerPath
  'infonex.router.v1.ServerRecord': infonex.router.v1.ServerRecord
  'infonex.router.v1.ShownClient': infonex.router.v1.ShownClient
  'infonex.router.v1.SignedLoadReport': infonex.router.v1.SignedLoadReport
  'infonex.router.v1.Standing': infonex.router.v1.Standing
  'infonex.sla.v1.Aggregator': infonex.sla.v1.Aggregator
  'infonex.sla.v1.Agreement': infonex.sla.v1.Agreement
  'infonex.sla.v1.Allotment': infonex.sla.v1.Allotment
  'infonex.sla.v1.AllotmentSlice': infonex.sla.v1.AllotmentSlice
  'infonex.sla.v1.Bond': infonex.sla.v1.Bond
  'infonex.sla.v1.BondLock': infonex.sla.v1.BondLock
  'infonex.sla.v1.ChannelAllotment': infonex.sla.v1.ChannelAllotment
  'infonex.sla.v1.ChannelCount': infonex.sla.v1.ChannelCount
  'infonex.sla.v1.ChannelReport': infonex.sla.v1.ChannelReport
  'infonex.sla.v1.ContractLedger': infonex.sla.v1.ContractLedger
  'infonex.sla.v1.GenesisPlan': infonex.sla.v1.GenesisPlan
  'infonex.sla.v1.GenesisState': infonex.sla.v1.GenesisState
  'infonex.sla.v1.GuaranteeCounters': infonex.sla.v1.GuaranteeCounters
  'infonex.sla.v1.GuaranteeReport': infonex.sla.v1.GuaranteeReport
  'infonex.sla.v1.GuaranteeUse': infonex.sla.v1.GuaranteeUse
  'infonex.sla.v1.GuaranteeVerdict': infonex.sla.v1.GuaranteeVerdict
  'infonex.sla.v1.GuaranteeWindow': infonex.sla.v1.GuaranteeWindow
  'infonex.sla.v1.GuaranteeWindowId': infonex.sla.v1.GuaranteeWindowId
  'infonex.sla.v1.IrContext': infonex.sla.v1.IrContext
  'infonex.sla.v1.IrCreditStep': infonex.sla.v1.IrCreditStep
  'infonex.sla.v1.IrDecimal': infonex.sla.v1.IrDecimal
  'infonex.sla.v1.IrGuarantee': infonex.sla.v1.IrGuarantee
  'infonex.sla.v1.IrLimit': infonex.sla.v1.IrLimit
  'infonex.sla.v1.IrLimitSet': infonex.sla.v1.IrLimitSet
  'infonex.sla.v1.IrMetric': infonex.sla.v1.IrMetric
  'infonex.sla.v1.IrMetricLimits': infonex.sla.v1.IrMetricLimits
  'infonex.sla.v1.IrPack': infonex.sla.v1.IrPack
  'infonex.sla.v1.IrPeriod': infonex.sla.v1.IrPeriod
  'infonex.sla.v1.IrPlan': infonex.sla.v1.IrPlan
  'infonex.sla.v1.IrPricing': infonex.sla.v1.IrPricing
  'infonex.sla.v1.IrRow': infonex.sla.v1.IrRow
  'infonex.sla.v1.IrSetting': infonex.sla.v1.IrSetting
  'infonex.sla.v1.IrSettlement': infonex.sla.v1.IrSettlement
  'infonex.sla.v1.ManagerLimits': infonex.sla.v1.ManagerLimits
  'infonex.sla.v1.Margin': infonex.sla.v1.Margin
  'infonex.sla.v1.Membership': infonex.sla.v1.Membership
  'infonex.sla.v1.MeterBinding': infonex.sla.v1.MeterBinding
  'infonex.sla.v1.MeterCounter': infonex.sla.v1.MeterCounter
  'infonex.sla.v1.MeterState': infonex.sla.v1.MeterState
  'infonex.sla.v1.MeterWindow': infonex.sla.v1.MeterWindow
  'infonex.sla.v1.MsgAcceptAgreement': infonex.sla.v1.MsgAcceptAgreement
  'infonex.sla.v1.MsgAcceptAgreementResponse': infonex.sla.v1.MsgAcceptAgreementResponse
  'infonex.sla.v1.MsgAcceptMember': infonex.sla.v1.MsgAcceptMember
  'infonex.sla.v1.MsgAcceptMemberResponse': infonex.sla.v1.MsgAcceptMemberResponse
  'infonex.sla.v1.MsgAllotChannels': infonex.sla.v1.MsgAllotChannels
  'infonex.sla.v1.MsgAllotChannelsResponse': infonex.sla.v1.MsgAllotChannelsResponse
  'infonex.sla.v1.MsgBond': infonex.sla.v1.MsgBond
  'infonex.sla.v1.MsgBondResponse': infonex.sla.v1.MsgBondResponse
  'infonex.sla.v1.MsgJoinAggregator': infonex.sla.v1.MsgJoinAggregator
  'infonex.sla.v1.MsgJoinAggregatorResponse': infonex.sla.v1.MsgJoinAggregatorResponse
  'infonex.sla.v1.MsgLeaveAggregator': infonex.sla.v1.MsgLeaveAggregator
  'infonex.sla.v1.MsgLeaveAggregatorResponse': infonex.sla.v1.MsgLeaveAggregatorResponse
  'infonex.sla.v1.MsgProposeAgreement': infonex.sla.v1.MsgProposeAgreement
  'infonex.sla.v1.MsgProposeAgreementResponse': infonex.sla.v1.MsgProposeAgreementResponse
  'infonex.sla.v1.MsgRegisterAggregator': infonex.sla.v1.MsgRegisterAggregator
  'infonex.sla.v1.MsgRegisterAggregatorResponse': infonex.sla.v1.MsgRegisterAggregatorResponse
  'infonex.sla.v1.MsgRegisterPlan': infonex.sla.v1.MsgRegisterPlan
  'infonex.sla.v1.MsgRegisterPlanResponse': infonex.sla.v1.MsgRegisterPlanResponse
  'infonex.sla.v1.MsgReportGuarantee': infonex.sla.v1.MsgReportGuarantee
  'infonex.sla.v1.MsgReportGuaranteeResponse': infonex.sla.v1.MsgReportGuaranteeResponse
  'infonex.sla.v1.MsgResumeAgreement': infonex.sla.v1.MsgResumeAgreement
  'infonex.sla.v1.MsgResumeAgreementResponse': infonex.sla.v1.MsgResumeAgreementResponse
  'infonex.sla.v1.MsgRetireAggregator': infonex.sla.v1.MsgRetireAggregator
  'infonex.sla.v1.MsgRetireAggregatorResponse': infonex.sla.v1.MsgRetireAggregatorResponse
  'infonex.sla.v1.MsgRetirePlan': infonex.sla.v1.MsgRetirePlan
  'infonex.sla.v1.MsgRetirePlanResponse': infonex.sla.v1.MsgRetirePlanResponse
  'infonex.sla.v1.MsgSettleGuaranteeWindow': infonex.sla.v1.MsgSettleGuaranteeWindow
  'infonex.sla.v1.MsgSettleGuaranteeWindowResponse': infonex.sla.v1.MsgSettleGuaranteeWindowResponse
  'infonex.sla.v1.MsgSuspendAgreement': infonex.sla.v1.MsgSuspendAgreement
  'infonex.sla.v1.MsgSuspendAgreementResponse': infonex.sla.v1.MsgSuspendAgreementResponse
  'infonex.sla.v1.MsgTerminateAgreement': infonex.sla.v1.MsgTerminateAgreement
  'infonex.sla.v1.MsgTerminateAgreementResponse': infonex.sla.v1.MsgTerminateAgreementResponse
  'infonex.sla.v1.MsgUnbond': infonex.sla.v1.MsgUnbond
  'infonex.sla.v1.MsgUnbondResponse': infonex.sla.v1.MsgUnbondResponse
  'infonex.sla.v1.MsgUpdateAggregator': infonex.sla.v1.MsgUpdateAggregator
  'infonex.sla.v1.MsgUpdateAggregatorResponse': infonex.sla.v1.MsgUpdateAggregatorResponse
  'infonex.sla.v1.MsgUpdateParams': infonex.sla.v1.MsgUpdateParams
  'infonex.sla.v1.MsgUpdateParamsResponse': infonex.sla.v1.MsgUpdateParamsResponse
  'infonex.sla.v1.MsgUpdatePlan': infonex.sla.v1.MsgUpdatePlan
  'infonex.sla.v1.MsgUpdatePlanResponse': infonex.sla.v1.MsgUpdatePlanResponse
  'infonex.sla.v1.MsgWithdrawProposal': infonex.sla.v1.MsgWithdrawProposal
  'infonex.sla.v1.MsgWithdrawProposalResponse': infonex.sla.v1.MsgWithdrawProposalResponse
  'infonex.sla.v1.Params': infonex.sla.v1.Params
  'infonex.sla.v1.Plan': infonex.sla.v1.Plan
  'infonex.sla.v1.PlanRef': infonex.sla.v1.PlanRef
  'infonex.sla.v1.QueryAggregatorRequest': infonex.sla.v1.QueryAggregatorRequest
  'infonex.sla.v1.QueryAggregatorResponse': infonex.sla.v1.QueryAggregatorResponse
  'infonex.sla.v1.QueryAggregatorsRequest': infonex.sla.v1.QueryAggregatorsRequest
  'infonex.sla.v1.QueryAggregatorsResponse': infonex.sla.v1.QueryAggregatorsResponse
  'infonex.sla.v1.QueryAgreementRequest': infonex.sla.v1.QueryAgreementRequest
  'infonex.sla.v1.QueryAgreementResponse': infonex.sla.v1.QueryAgreementResponse
  'infonex.sla.v1.QueryAgreementsRequest': infonex.sla.v1.QueryAgreementsRequest
  'infonex.sla.v1.QueryAgreementsResponse': infonex.sla.v1.QueryAgreementsResponse
  'infonex.sla.v1.QueryAllotmentsRequest': infonex.sla.v1.QueryAllotmentsRequest
  'infonex.sla.v1.QueryAllotmentsResponse': infonex.sla.v1.QueryAllotmentsResponse
  'infonex.sla.v1.QueryBondRequest': infonex.sla.v1.QueryBondRequest
  'infonex.sla.v1.QueryBondResponse': infonex.sla.v1.QueryBondResponse
  'infonex.sla.v1.QueryContractRequest': infonex.sla.v1.QueryContractRequest
  'infonex.sla.v1.QueryContractResponse': infonex.sla.v1.QueryContractResponse
  'infonex.sla.v1.QueryGuaranteeWindowsRequest': infonex.sla.v1.QueryGuaranteeWindowsRequest
  'infonex.sla.v1.QueryGuaranteeWindowsResponse': infonex.sla.v1.QueryGuaranteeWindowsResponse
  'infonex.sla.v1.QueryMembersRequest': infonex.sla.v1.QueryMembersRequest
  'infonex.sla.v1.QueryMembersResponse': infonex.sla.v1.QueryMembersResponse
  'infonex.sla.v1.QueryMembershipsRequest': infonex.sla.v1.QueryMembershipsRequest
  'infonex.sla.v1.QueryMembershipsResponse': infonex.sla.v1.QueryMembershipsResponse
  'infonex.sla.v1.QueryParamsRequest': infonex.sla.v1.QueryParamsRequest
  'infonex.sla.v1.QueryParamsResponse': infonex.sla.v1.QueryParamsResponse
  'infonex.sla.v1.QueryPlanRequest': infonex.sla.v1.QueryPlanRequest
  'infonex.sla.v1.QueryPlanResponse': infonex.sla.v1.QueryPlanResponse
  'infonex.sla.v1.QueryPlansRequest': infonex.sla.v1.QueryPlansRequest
  'infonex.sla.v1.QueryPlansResponse': infonex.sla.v1.QueryPlansResponse
  'infonex.sla.v1.QueryPriceRequest': infonex.sla.v1.QueryPriceRequest
  'infonex.sla.v1.QueryPriceResponse': infonex.sla.v1.QueryPriceResponse
  'infonex.sla.v1.SignedGuaranteeReport': infonex.sla.v1.SignedGuaranteeReport
  'infonex.sla.v1.SlaIr': infonex.sla.v1.SlaIr
  'infonex.sla.v1.Unbonding': infonex.sla.v1.Unbonding
  'infonex.sla.v1.Usage': infonex.sla.v1.Usage
  'infonex.verification.v1.Assertion': infonex.verification.v1.Assertion
  'infonex.verification.v1.Attester': infonex.verification.v1.Attester
  'infonex.verification.v1.Attribution': infonex.verification.v1.Attribution
  'infonex.verification.v1.Conflict': infonex.verification.v1.Conflict
  'infonex.verification.v1.Demand': infonex.verification.v1.Demand
  'infonex.verification.v1.DeniedReceipt': infonex.verification.v1.DeniedReceipt
  'infonex.verification.v1.Faults': infonex.verification.v1.Faults
  'infonex.verification.v1.FeeMisstatement': infonex.verification.v1.FeeMisstatement
  'infonex.verification.v1.GenesisAnswer': infonex.verification.v1.GenesisAnswer
  'infonex.verification.v1.GenesisState': infonex.verification.v1.GenesisState
  'infonex.verification.v1.Inclusion': infonex.verification.v1.Inclusion
  'infonex.verification.v1.MsgAnchorReceipt': infonex.verification.v1.MsgAnchorReceipt
  'infonex.verification.v1.MsgAnchorReceiptResponse': infonex.verification.v1.MsgAnchorReceiptResponse
  'infonex.verification.v1.MsgAnswerDemand': infonex.verification.v1.MsgAnswerDemand
  'infonex.verification.v1.MsgAnswerDemandResponse': infonex.verification.v1.MsgAnswerDemandResponse
  'infonex.verification.v1.MsgAssertReceipts': infonex.verification.v1.MsgAssertReceipts
  'infonex.verification.v1.MsgAssertReceiptsResponse': infonex.verification.v1.MsgAssertReceiptsResponse
  'infonex.verification.v1.MsgAttestDelivery': infonex.verification.v1.MsgAttestDelivery
  'infonex.verification.v1.MsgAttestDeliveryResponse': infonex.verification.v1.MsgAttestDeliveryResponse
  'infonex.verification.v1.MsgDeclineDemand': infonex.verification.v1.MsgDeclineDemand
  'infonex.verification.v1.MsgDeclineDemandResponse': infonex.verification.v1.MsgDeclineDemandResponse
  'infonex.verification.v1.MsgDemandOutput': infonex.verification.v1.MsgDemandOutput
  'infonex.verification.v1.MsgDemandOutputResponse': infonex.verification.v1.MsgDemandOutputResponse
  'infonex.verification.v1.MsgProveWrongDelivery': infonex.verification.v1.MsgProveWrongDelivery
  'infonex.verification.v1.MsgProveWrongDeliveryResponse': infonex.verification.v1.MsgProveWrongDeliveryResponse
  'infonex.verification.v1.MsgRegisterAttester': infonex.verification.v1.MsgRegisterAttester
  'infonex.verification.v1.MsgRegisterAttesterResponse': infonex.verification.v1.MsgRegisterAttesterResponse
  'infonex.verification.v1.MsgRetireAttester': infonex.verification.v1.MsgRetireAttester
  'infonex.verification.v1.MsgRetireAttesterResponse': infonex.verification.v1.MsgRetireAttesterResponse
  'infonex.verification.v1.MsgSubmitEvidence': infonex.verification.v1.MsgSubmitEvidence
  'infonex.verification.v1.MsgSubmitEvidenceResponse': infonex.verification.v1.MsgSubmitEvidenceResponse
  'infonex.verification.v1.MsgUpdateParams': infonex.verification.v1.MsgUpdateParams
  'infonex.verification.v1.MsgUpdateParamsResponse': infonex.verification.v1.MsgUpdateParamsResponse
  'infonex.verification.v1.OutputBundle': infonex.verification.v1.OutputBundle
  'infonex.verification.v1.OutputTensor': infonex.verification.v1.OutputTensor
  'infonex.verification.v1.Params': infonex.verification.v1.Params
  'infonex.verification.v1.QueryAssertionRequest': infonex.verification.v1.QueryAssertionRequest
  'infonex.verification.v1.QueryAssertionResponse': infonex.verification.v1.QueryAssertionResponse
  'infonex.verification.v1.QueryAssertionsRequest': infonex.verification.v1.QueryAssertionsRequest
  'infonex.verification.v1.QueryAssertionsResponse': infonex.verification.v1.QueryAssertionsResponse
  'infonex.verification.v1.QueryAttesterRequest': infonex.verification.v1.QueryAttesterRequest
  'infonex.verification.v1.QueryAttesterResponse': infonex.verification.v1.QueryAttesterResponse
  'infonex.verification.v1.QueryAttestersRequest': infonex.verification.v1.QueryAttestersRequest
  'infonex.verification.v1.QueryAttestersResponse': infonex.verification.v1.QueryAttestersResponse
  'infonex.verification.v1.QueryDemandForRequest': infonex.verification.v1.QueryDemandForRequest
  'infonex.verification.v1.QueryDemandForResponse': infonex.verification.v1.QueryDemandForResponse
  'infonex.verification.v1.QueryDemandRequest': infonex.verification.v1.QueryDemandRequest
  'infonex.verification.v1.QueryDemandResponse': infonex.verification.v1.QueryDemandResponse
  'infonex.verification.v1.QueryFaultsRequest': infonex.verification.v1.QueryFaultsRequest
  'infonex.verification.v1.QueryFaultsResponse': infonex.verification.v1.QueryFaultsResponse
  'infonex.verification.v1.QueryOpenDemandsRequest': infonex.verification.v1.QueryOpenDemandsRequest
  'infonex.verification.v1.QueryOpenDemandsResponse': infonex.verification.v1.QueryOpenDemandsResponse
  'infonex.verification.v1.QueryParamsRequest': infonex.verification.v1.QueryParamsRequest
  'infonex.verification.v1.QueryParamsResponse': infonex.verification.v1.QueryParamsResponse
  'infonex.verification.v1.QueryReceiptRequest': infonex.verification.v1.QueryReceiptRequest
  'infonex.verification.v1.QueryReceiptResponse': infonex.verification.v1.QueryReceiptResponse
  'infonex.verification.v1.QueryReceiptsRequest': infonex.verification.v1.QueryReceiptsRequest
  'infonex.verification.v1.QueryReceiptsResponse': infonex.verification.v1.QueryReceiptsResponse
  'infonex.verification.v1.ReceiptConflict': infonex.verification.v1.ReceiptConflict
  'infonex.verification.v1.ReceiptKey': infonex.verification.v1.ReceiptKey
  'infonex.verification.v1.ReceiptRecord': infonex.verification.v1.ReceiptRecord
  'infonex.verification.v1.RequestConflict': infonex.verification.v1.RequestConflict
  'infonex.verification.v1.SumNode': infonex.verification.v1.SumNode
  'onnx.AttributeProto': onnx.AttributeProto
  'onnx.FunctionProto': onnx.FunctionProto
  'onnx.GraphProto': onnx.GraphProto
  'onnx.ModelProto': onnx.ModelProto
  'onnx.NodeProto': onnx.NodeProto
  'onnx.OperatorSetIdProto': onnx.OperatorSetIdProto
  'onnx.SparseTensorProto': onnx.SparseTensorProto
  'onnx.StringStringEntryProto': onnx.StringStringEntryProto
  'onnx.TensorProto': onnx.TensorProto
  'onnx.TensorShapeProto': onnx.TensorShapeProto
  'onnx.TensorShapeProto.Dimension': onnx.TensorShapeProto.Dimension
  'onnx.TypeProto': onnx.TypeProto
  'onnx.TypeProto.Tensor': onnx.TypeProto.Tensor
  'onnx.ValueInfoProto': onnx.ValueInfoProto
  'tendermint.abci.Event': tendermint.abci.Event
  'tendermint.abci.EventAttribute': tendermint.abci.EventAttribute
  'tendermint.abci.ExecTxResult': tendermint.abci.ExecTxResult
  'tendermint.crypto.DominoOp': tendermint.crypto.DominoOp
  'tendermint.crypto.Proof': tendermint.crypto.Proof
  'tendermint.crypto.ProofOp': tendermint.crypto.ProofOp
  'tendermint.crypto.ProofOps': tendermint.crypto.ProofOps
  'tendermint.crypto.PublicKey': tendermint.crypto.PublicKey
  'tendermint.crypto.ValueOp': tendermint.crypto.ValueOp
  'tendermint.p2p.DefaultNodeInfo': tendermint.p2p.DefaultNodeInfo
  'tendermint.p2p.DefaultNodeInfoOther': tendermint.p2p.DefaultNodeInfoOther
  'tendermint.p2p.ProtocolVersion': tendermint.p2p.ProtocolVersion
  'tendermint.types.Block': tendermint.types.Block
  'tendermint.types.BlockID': tendermint.types.BlockID
  'tendermint.types.BlockMeta': tendermint.types.BlockMeta
  'tendermint.types.BlockParams': tendermint.types.BlockParams
  'tendermint.types.Commit': tendermint.types.Commit
  'tendermint.types.CommitSig': tendermint.types.CommitSig
  'tendermint.types.ConsensusParams': tendermint.types.ConsensusParams
  'tendermint.types.Data': tendermint.types.Data
  'tendermint.types.DuplicateVoteEvidence': tendermint.types.DuplicateVoteEvidence
  'tendermint.types.Evidence': tendermint.types.Evidence
  'tendermint.types.EvidenceList': tendermint.types.EvidenceList
  'tendermint.types.EvidenceParams': tendermint.types.EvidenceParams
  'tendermint.types.HashedParams': tendermint.types.HashedParams
  'tendermint.types.Header': tendermint.types.Header
  'tendermint.types.LightBlock': tendermint.types.LightBlock
  'tendermint.types.LightClientAttackEvidence': tendermint.types.LightClientAttackEvidence
  'tendermint.types.Part': tendermint.types.Part
  'tendermint.types.PartSetHeader': tendermint.types.PartSetHeader
  'tendermint.types.Proposal': tendermint.types.Proposal
  'tendermint.types.SignedHeader': tendermint.types.SignedHeader
  'tendermint.types.SimpleValidator': tendermint.types.SimpleValidator
  'tendermint.types.TxProof': tendermint.types.TxProof
  'tendermint.types.Validator': tendermint.types.Validator
  'tendermint.types.ValidatorParams': tendermint.types.ValidatorParams
  'tendermint.types.ValidatorSet': tendermint.types.ValidatorSet
  'tendermint.types.VersionParams': tendermint.types.VersionParams
  'tendermint.types.Vote': tendermint.types.Vote
  'tendermint.version.App': tendermint.version.App
  'tendermint.version.Consensus': tendermint.version.Consensus
}
export declare namespace cosmos.auth.v1beta1 {
  interface AddressBytesToStringRequest {
    addressBytes: Uint8Array
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface AddressBytesToStringResponse {
    addressString: string
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface AddressStringToBytesRequest {
    addressString: string
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface AddressStringToBytesResponse {
    addressBytes: Uint8Array
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface BaseAccount {
    address: string
    pubKey: PlainTypes['google.protobuf.Any'] | null
    accountNumber: bigint
    sequence: bigint
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface Bech32PrefixRequest {
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface Bech32PrefixResponse {
    bech32Prefix: string
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface GenesisState {
    params: PlainTypes['cosmos.auth.v1beta1.Params'] | null
    accounts: PlainTypes['google.protobuf.Any'][]
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface ModuleAccount {
    baseAccount: PlainTypes['cosmos.auth.v1beta1.BaseAccount'] | null
    name: string
    permissions: string[]
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface MsgUpdateParams {
    authority: string
    params: PlainTypes['cosmos.auth.v1beta1.Params'] | null
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface MsgUpdateParamsResponse {
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface Params {
    maxMemoCharacters: bigint
    txSigLimit: bigint
    txSizeCostPerByte: bigint
    sigVerifyCostEd25519: bigint
    sigVerifyCostSecp256k1: bigint
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryAccountAddressByIDRequest {
    id: bigint
    accountId: bigint
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryAccountAddressByIDResponse {
    accountAddress: string
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryAccountInfoRequest {
    address: string
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryAccountInfoResponse {
    info: PlainTypes['cosmos.auth.v1beta1.BaseAccount'] | null
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryAccountRequest {
    address: string
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryAccountResponse {
    account: PlainTypes['google.protobuf.Any'] | null
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryAccountsRequest {
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryAccountsResponse {
    accounts: PlainTypes['google.protobuf.Any'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryModuleAccountByNameRequest {
    name: string
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryModuleAccountByNameResponse {
    account: PlainTypes['google.protobuf.Any'] | null
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryModuleAccountsRequest {
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryModuleAccountsResponse {
    accounts: PlainTypes['google.protobuf.Any'][]
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryParamsRequest {
  }
}
export declare namespace cosmos.auth.v1beta1 {
  interface QueryParamsResponse {
    params: PlainTypes['cosmos.auth.v1beta1.Params'] | null
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface EventGrant {
    msgTypeUrl: string
    granter: string
    grantee: string
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface EventRevoke {
    msgTypeUrl: string
    granter: string
    grantee: string
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface GenericAuthorization {
    msg: string
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface GenesisState {
    authorization: PlainTypes['cosmos.authz.v1beta1.GrantAuthorization'][]
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface Grant {
    authorization: PlainTypes['google.protobuf.Any'] | null
    expiration: PlainTypes['google.protobuf.Timestamp'] | null
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface GrantAuthorization {
    granter: string
    grantee: string
    authorization: PlainTypes['google.protobuf.Any'] | null
    expiration: PlainTypes['google.protobuf.Timestamp'] | null
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface GrantQueueItem {
    msgTypeUrls: string[]
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface MsgExec {
    grantee: string
    msgs: PlainTypes['google.protobuf.Any'][]
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface MsgExecResponse {
    results: Uint8Array[]
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface MsgGrant {
    granter: string
    grantee: string
    grant: PlainTypes['cosmos.authz.v1beta1.Grant'] | null
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface MsgGrantResponse {
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface MsgRevoke {
    granter: string
    grantee: string
    msgTypeUrl: string
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface MsgRevokeResponse {
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface QueryGranteeGrantsRequest {
    grantee: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface QueryGranteeGrantsResponse {
    grants: PlainTypes['cosmos.authz.v1beta1.GrantAuthorization'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface QueryGranterGrantsRequest {
    granter: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface QueryGranterGrantsResponse {
    grants: PlainTypes['cosmos.authz.v1beta1.GrantAuthorization'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface QueryGrantsRequest {
    granter: string
    grantee: string
    msgTypeUrl: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.authz.v1beta1 {
  interface QueryGrantsResponse {
    grants: PlainTypes['cosmos.authz.v1beta1.Grant'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface Balance {
    address: string
    coins: PlainTypes['cosmos.base.v1beta1.Coin'][]
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface DenomOwner {
    address: string
    balance: PlainTypes['cosmos.base.v1beta1.Coin'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface DenomUnit {
    denom: string
    exponent: number
    aliases: string[]
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface GenesisState {
    params: PlainTypes['cosmos.bank.v1beta1.Params'] | null
    balances: PlainTypes['cosmos.bank.v1beta1.Balance'][]
    supply: PlainTypes['cosmos.base.v1beta1.Coin'][]
    denomMetadata: PlainTypes['cosmos.bank.v1beta1.Metadata'][]
    sendEnabled: PlainTypes['cosmos.bank.v1beta1.SendEnabled'][]
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface Input {
    address: string
    coins: PlainTypes['cosmos.base.v1beta1.Coin'][]
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface Metadata {
    description: string
    denomUnits: PlainTypes['cosmos.bank.v1beta1.DenomUnit'][]
    base: string
    display: string
    name: string
    symbol: string
    uri: string
    uriHash: string
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface MsgMultiSend {
    inputs: PlainTypes['cosmos.bank.v1beta1.Input'][]
    outputs: PlainTypes['cosmos.bank.v1beta1.Output'][]
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface MsgMultiSendResponse {
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface MsgSend {
    fromAddress: string
    toAddress: string
    amount: PlainTypes['cosmos.base.v1beta1.Coin'][]
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface MsgSendResponse {
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface MsgSetSendEnabled {
    authority: string
    sendEnabled: PlainTypes['cosmos.bank.v1beta1.SendEnabled'][]
    useDefaultFor: string[]
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface MsgSetSendEnabledResponse {
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface MsgUpdateParams {
    authority: string
    params: PlainTypes['cosmos.bank.v1beta1.Params'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface MsgUpdateParamsResponse {
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface Output {
    address: string
    coins: PlainTypes['cosmos.base.v1beta1.Coin'][]
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface Params {
    sendEnabled: PlainTypes['cosmos.bank.v1beta1.SendEnabled'][]
    defaultSendEnabled: boolean
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryAllBalancesRequest {
    address: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
    resolveDenom: boolean
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryAllBalancesResponse {
    balances: PlainTypes['cosmos.base.v1beta1.Coin'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryBalanceRequest {
    address: string
    denom: string
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryBalanceResponse {
    balance: PlainTypes['cosmos.base.v1beta1.Coin'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryDenomMetadataByQueryStringRequest {
    denom: string
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryDenomMetadataByQueryStringResponse {
    metadata: PlainTypes['cosmos.bank.v1beta1.Metadata'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryDenomMetadataRequest {
    denom: string
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryDenomMetadataResponse {
    metadata: PlainTypes['cosmos.bank.v1beta1.Metadata'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryDenomOwnersByQueryRequest {
    denom: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryDenomOwnersByQueryResponse {
    denomOwners: PlainTypes['cosmos.bank.v1beta1.DenomOwner'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryDenomOwnersRequest {
    denom: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryDenomOwnersResponse {
    denomOwners: PlainTypes['cosmos.bank.v1beta1.DenomOwner'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryDenomsMetadataRequest {
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryDenomsMetadataResponse {
    metadatas: PlainTypes['cosmos.bank.v1beta1.Metadata'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryParamsRequest {
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryParamsResponse {
    params: PlainTypes['cosmos.bank.v1beta1.Params'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QuerySendEnabledRequest {
    denoms: string[]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QuerySendEnabledResponse {
    sendEnabled: PlainTypes['cosmos.bank.v1beta1.SendEnabled'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QuerySpendableBalanceByDenomRequest {
    address: string
    denom: string
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QuerySpendableBalanceByDenomResponse {
    balance: PlainTypes['cosmos.base.v1beta1.Coin'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QuerySpendableBalancesRequest {
    address: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QuerySpendableBalancesResponse {
    balances: PlainTypes['cosmos.base.v1beta1.Coin'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QuerySupplyOfRequest {
    denom: string
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QuerySupplyOfResponse {
    amount: PlainTypes['cosmos.base.v1beta1.Coin'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryTotalSupplyRequest {
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface QueryTotalSupplyResponse {
    supply: PlainTypes['cosmos.base.v1beta1.Coin'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface SendAuthorization {
    spendLimit: PlainTypes['cosmos.base.v1beta1.Coin'][]
    allowList: string[]
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface SendEnabled {
    denom: string
    enabled: boolean
  }
}
export declare namespace cosmos.bank.v1beta1 {
  interface Supply {
    total: PlainTypes['cosmos.base.v1beta1.Coin'][]
  }
}
export declare namespace cosmos.base.abci.v1beta1 {
  interface ABCIMessageLog {
    msgIndex: number
    log: string
    events: PlainTypes['cosmos.base.abci.v1beta1.StringEvent'][]
  }
}
export declare namespace cosmos.base.abci.v1beta1 {
  interface Attribute {
    key: string
    value: string
  }
}
export declare namespace cosmos.base.abci.v1beta1 {
  interface GasInfo {
    gasWanted: bigint
    gasUsed: bigint
  }
}
export declare namespace cosmos.base.abci.v1beta1 {
  interface MsgData {
    msgType: string
    data: Uint8Array
  }
}
export declare namespace cosmos.base.abci.v1beta1 {
  interface Result {
    data: Uint8Array
    log: string
    events: PlainTypes['tendermint.abci.Event'][]
    msgResponses: PlainTypes['google.protobuf.Any'][]
  }
}
export declare namespace cosmos.base.abci.v1beta1 {
  interface SearchTxsResult {
    totalCount: bigint
    count: bigint
    pageNumber: bigint
    pageTotal: bigint
    limit: bigint
    txs: PlainTypes['cosmos.base.abci.v1beta1.TxResponse'][]
  }
}
export declare namespace cosmos.base.abci.v1beta1 {
  interface SimulationResponse {
    gasInfo: PlainTypes['cosmos.base.abci.v1beta1.GasInfo'] | null
    result: PlainTypes['cosmos.base.abci.v1beta1.Result'] | null
  }
}
export declare namespace cosmos.base.abci.v1beta1 {
  interface StringEvent {
    type: string
    attributes: PlainTypes['cosmos.base.abci.v1beta1.Attribute'][]
  }
}
export declare namespace cosmos.base.abci.v1beta1 {
  interface TxMsgData {
    data: PlainTypes['cosmos.base.abci.v1beta1.MsgData'][]
    msgResponses: PlainTypes['google.protobuf.Any'][]
  }
}
export declare namespace cosmos.base.abci.v1beta1 {
  interface TxResponse {
    height: bigint
    txhash: string
    codespace: string
    code: number
    data: string
    rawLog: string
    logs: PlainTypes['cosmos.base.abci.v1beta1.ABCIMessageLog'][]
    info: string
    gasWanted: bigint
    gasUsed: bigint
    tx: PlainTypes['google.protobuf.Any'] | null
    timestamp: string
    events: PlainTypes['tendermint.abci.Event'][]
  }
}
export declare namespace cosmos.base.node.v1beta1 {
  interface ConfigRequest {
  }
}
export declare namespace cosmos.base.node.v1beta1 {
  interface ConfigResponse {
    minimumGasPrice: string
    pruningKeepRecent: string
    pruningInterval: string
    haltHeight: bigint
  }
}
export declare namespace cosmos.base.node.v1beta1 {
  interface StatusRequest {
  }
}
export declare namespace cosmos.base.node.v1beta1 {
  interface StatusResponse {
    earliestStoreHeight: bigint
    height: bigint
    timestamp: PlainTypes['google.protobuf.Timestamp'] | null
    appHash: Uint8Array
    validatorHash: Uint8Array
  }
}
export declare namespace cosmos.base.query.v1beta1 {
  interface PageRequest {
    key: Uint8Array
    offset: bigint
    limit: bigint
    countTotal: boolean
    reverse: boolean
  }
}
export declare namespace cosmos.base.query.v1beta1 {
  interface PageResponse {
    nextKey: Uint8Array
    total: bigint
  }
}
export declare namespace cosmos.base.store.v1beta1 {
  interface CommitID {
    version: bigint
    hash: Uint8Array
  }
}
export declare namespace cosmos.base.store.v1beta1 {
  interface CommitInfo {
    version: bigint
    storeInfos: PlainTypes['cosmos.base.store.v1beta1.StoreInfo'][]
  }
}
export declare namespace cosmos.base.store.v1beta1 {
  interface StoreInfo {
    name: string
    commitId: PlainTypes['cosmos.base.store.v1beta1.CommitID'] | null
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface ABCIQueryRequest {
    data: Uint8Array
    path: string
    height: bigint
    prove: boolean
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface ABCIQueryResponse {
    code: number
    log: string
    info: string
    index: bigint
    key: Uint8Array
    value: Uint8Array
    proofOps: PlainTypes['cosmos.base.tendermint.v1beta1.ProofOps'] | null
    height: bigint
    codespace: string
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface Block {
    header: PlainTypes['cosmos.base.tendermint.v1beta1.Header'] | null
    data: PlainTypes['tendermint.types.Data'] | null
    evidence: PlainTypes['tendermint.types.EvidenceList'] | null
    lastCommit: PlainTypes['tendermint.types.Commit'] | null
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface GetBlockByHeightRequest {
    height: bigint
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface GetBlockByHeightResponse {
    blockId: PlainTypes['tendermint.types.BlockID'] | null
    block: PlainTypes['tendermint.types.Block'] | null
    sdkBlock: PlainTypes['cosmos.base.tendermint.v1beta1.Block'] | null
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface GetLatestBlockRequest {
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface GetLatestBlockResponse {
    blockId: PlainTypes['tendermint.types.BlockID'] | null
    block: PlainTypes['tendermint.types.Block'] | null
    sdkBlock: PlainTypes['cosmos.base.tendermint.v1beta1.Block'] | null
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface GetLatestValidatorSetRequest {
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface GetLatestValidatorSetResponse {
    blockHeight: bigint
    validators: PlainTypes['cosmos.base.tendermint.v1beta1.Validator'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface GetNodeInfoRequest {
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface GetNodeInfoResponse {
    defaultNodeInfo: PlainTypes['tendermint.p2p.DefaultNodeInfo'] | null
    applicationVersion: PlainTypes['cosmos.base.tendermint.v1beta1.VersionInfo'] | null
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface GetSyncingRequest {
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface GetSyncingResponse {
    syncing: boolean
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface GetValidatorSetByHeightRequest {
    height: bigint
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface GetValidatorSetByHeightResponse {
    blockHeight: bigint
    validators: PlainTypes['cosmos.base.tendermint.v1beta1.Validator'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface Header {
    version: PlainTypes['tendermint.version.Consensus'] | null
    chainId: string
    height: bigint
    time: PlainTypes['google.protobuf.Timestamp'] | null
    lastBlockId: PlainTypes['tendermint.types.BlockID'] | null
    lastCommitHash: Uint8Array
    dataHash: Uint8Array
    validatorsHash: Uint8Array
    nextValidatorsHash: Uint8Array
    consensusHash: Uint8Array
    appHash: Uint8Array
    lastResultsHash: Uint8Array
    evidenceHash: Uint8Array
    proposerAddress: string
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface Module {
    path: string
    version: string
    sum: string
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface ProofOp {
    type: string
    key: Uint8Array
    data: Uint8Array
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface ProofOps {
    ops: PlainTypes['cosmos.base.tendermint.v1beta1.ProofOp'][]
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface Validator {
    address: string
    pubKey: PlainTypes['google.protobuf.Any'] | null
    votingPower: bigint
    proposerPriority: bigint
  }
}
export declare namespace cosmos.base.tendermint.v1beta1 {
  interface VersionInfo {
    name: string
    appName: string
    version: string
    gitCommit: string
    buildTags: string
    goVersion: string
    buildDeps: PlainTypes['cosmos.base.tendermint.v1beta1.Module'][]
    cosmosSdkVersion: string
  }
}
export declare namespace cosmos.base.v1beta1 {
  interface Coin {
    denom: string
    amount: string
  }
}
export declare namespace cosmos.base.v1beta1 {
  interface DecCoin {
    denom: string
    amount: string
  }
}
export declare namespace cosmos.base.v1beta1 {
  interface DecProto {
    dec: string
  }
}
export declare namespace cosmos.base.v1beta1 {
  interface IntProto {
    int: string
  }
}
export declare namespace cosmos.consensus.v1 {
  interface MsgUpdateParams {
    authority: string
    block: PlainTypes['tendermint.types.BlockParams'] | null
    evidence: PlainTypes['tendermint.types.EvidenceParams'] | null
    validator: PlainTypes['tendermint.types.ValidatorParams'] | null
  }
}
export declare namespace cosmos.consensus.v1 {
  interface MsgUpdateParamsResponse {
  }
}
export declare namespace cosmos.consensus.v1 {
  interface QueryParamsRequest {
  }
}
export declare namespace cosmos.consensus.v1 {
  interface QueryParamsResponse {
    params: PlainTypes['tendermint.types.ConsensusParams'] | null
  }
}
export declare namespace cosmos.crypto.ed25519 {
  interface PrivKey {
    key: Uint8Array
  }
}
export declare namespace cosmos.crypto.ed25519 {
  interface PubKey {
    key: Uint8Array
  }
}
export declare namespace cosmos.crypto.multisig {
  interface LegacyAminoPubKey {
    threshold: number
    publicKeys: PlainTypes['google.protobuf.Any'][]
  }
}
export declare namespace cosmos.crypto.multisig.v1beta1 {
  interface CompactBitArray {
    extraBitsStored: number
    elems: Uint8Array
  }
}
export declare namespace cosmos.crypto.multisig.v1beta1 {
  interface MultiSignature {
    signatures: Uint8Array[]
  }
}
export declare namespace cosmos.crypto.secp256k1 {
  interface PrivKey {
    key: Uint8Array
  }
}
export declare namespace cosmos.crypto.secp256k1 {
  interface PubKey {
    key: Uint8Array
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface AllowedMsgAllowance {
    allowance: PlainTypes['google.protobuf.Any'] | null
    allowedMessages: string[]
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface BasicAllowance {
    spendLimit: PlainTypes['cosmos.base.v1beta1.Coin'][]
    expiration: PlainTypes['google.protobuf.Timestamp'] | null
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface GenesisState {
    allowances: PlainTypes['cosmos.feegrant.v1beta1.Grant'][]
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface Grant {
    granter: string
    grantee: string
    allowance: PlainTypes['google.protobuf.Any'] | null
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface MsgGrantAllowance {
    granter: string
    grantee: string
    allowance: PlainTypes['google.protobuf.Any'] | null
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface MsgGrantAllowanceResponse {
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface MsgPruneAllowances {
    pruner: string
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface MsgPruneAllowancesResponse {
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface MsgRevokeAllowance {
    granter: string
    grantee: string
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface MsgRevokeAllowanceResponse {
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface PeriodicAllowance {
    basic: PlainTypes['cosmos.feegrant.v1beta1.BasicAllowance'] | null
    period: PlainTypes['google.protobuf.Duration'] | null
    periodSpendLimit: PlainTypes['cosmos.base.v1beta1.Coin'][]
    periodCanSpend: PlainTypes['cosmos.base.v1beta1.Coin'][]
    periodReset: PlainTypes['google.protobuf.Timestamp'] | null
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface QueryAllowanceRequest {
    granter: string
    grantee: string
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface QueryAllowanceResponse {
    allowance: PlainTypes['cosmos.feegrant.v1beta1.Grant'] | null
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface QueryAllowancesByGranterRequest {
    granter: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface QueryAllowancesByGranterResponse {
    allowances: PlainTypes['cosmos.feegrant.v1beta1.Grant'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface QueryAllowancesRequest {
    grantee: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.feegrant.v1beta1 {
  interface QueryAllowancesResponse {
    allowances: PlainTypes['cosmos.feegrant.v1beta1.Grant'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.ics23.v1 {
  interface CommitmentProof {
    exist?: PlainTypes['cosmos.ics23.v1.ExistenceProof']
    nonexist?: PlainTypes['cosmos.ics23.v1.NonExistenceProof']
  }
}
export declare namespace cosmos.ics23.v1 {
  interface ExistenceProof {
    key: Uint8Array
    value: Uint8Array
    leaf: PlainTypes['cosmos.ics23.v1.LeafOp'] | null
    path: PlainTypes['cosmos.ics23.v1.InnerOp'][]
  }
}
export declare namespace cosmos.ics23.v1 {
  interface InnerOp {
    hash: number
    prefix: Uint8Array
    suffix: Uint8Array
  }
}
export declare namespace cosmos.ics23.v1 {
  interface LeafOp {
    hash: number
    prehashKey: number
    prehashValue: number
    length: number
    prefix: Uint8Array
  }
}
export declare namespace cosmos.ics23.v1 {
  interface NonExistenceProof {
    key: Uint8Array
    left: PlainTypes['cosmos.ics23.v1.ExistenceProof'] | null
    right: PlainTypes['cosmos.ics23.v1.ExistenceProof'] | null
  }
}
export declare namespace cosmos.tx.signing.v1beta1 {
  interface SignatureDescriptor {
    publicKey: PlainTypes['google.protobuf.Any'] | null
    data: PlainTypes['cosmos.tx.signing.v1beta1.SignatureDescriptor.Data'] | null
    sequence: bigint
  }
}
export declare namespace cosmos.tx.signing.v1beta1.SignatureDescriptor {
  interface Data {
    single?: PlainTypes['cosmos.tx.signing.v1beta1.SignatureDescriptor.Data.Single']
    multi?: PlainTypes['cosmos.tx.signing.v1beta1.SignatureDescriptor.Data.Multi']
  }
}
export declare namespace cosmos.tx.signing.v1beta1.SignatureDescriptor.Data {
  interface Multi {
    bitarray: PlainTypes['cosmos.crypto.multisig.v1beta1.CompactBitArray'] | null
    signatures: PlainTypes['cosmos.tx.signing.v1beta1.SignatureDescriptor.Data'][]
  }
}
export declare namespace cosmos.tx.signing.v1beta1.SignatureDescriptor.Data {
  interface Single {
    mode: number
    signature: Uint8Array
  }
}
export declare namespace cosmos.tx.signing.v1beta1 {
  interface SignatureDescriptors {
    signatures: PlainTypes['cosmos.tx.signing.v1beta1.SignatureDescriptor'][]
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface AuthInfo {
    signerInfos: PlainTypes['cosmos.tx.v1beta1.SignerInfo'][]
    fee: PlainTypes['cosmos.tx.v1beta1.Fee'] | null
    tip: PlainTypes['cosmos.tx.v1beta1.Tip'] | null
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface AuxSignerData {
    address: string
    signDoc: PlainTypes['cosmos.tx.v1beta1.SignDocDirectAux'] | null
    mode: number
    sig: Uint8Array
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface BroadcastTxRequest {
    txBytes: Uint8Array
    mode: number
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface BroadcastTxResponse {
    txResponse: PlainTypes['cosmos.base.abci.v1beta1.TxResponse'] | null
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface Fee {
    amount: PlainTypes['cosmos.base.v1beta1.Coin'][]
    gasLimit: bigint
    payer: string
    granter: string
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface GetBlockWithTxsRequest {
    height: bigint
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface GetBlockWithTxsResponse {
    txs: PlainTypes['cosmos.tx.v1beta1.Tx'][]
    blockId: PlainTypes['tendermint.types.BlockID'] | null
    block: PlainTypes['tendermint.types.Block'] | null
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface GetTxRequest {
    hash: string
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface GetTxResponse {
    tx: PlainTypes['cosmos.tx.v1beta1.Tx'] | null
    txResponse: PlainTypes['cosmos.base.abci.v1beta1.TxResponse'] | null
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface GetTxsEventRequest {
    events: string[]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
    orderBy: number
    page: bigint
    limit: bigint
    query: string
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface GetTxsEventResponse {
    txs: PlainTypes['cosmos.tx.v1beta1.Tx'][]
    txResponses: PlainTypes['cosmos.base.abci.v1beta1.TxResponse'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
    total: bigint
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface ModeInfo {
    single?: PlainTypes['cosmos.tx.v1beta1.ModeInfo.Single']
    multi?: PlainTypes['cosmos.tx.v1beta1.ModeInfo.Multi']
  }
}
export declare namespace cosmos.tx.v1beta1.ModeInfo {
  interface Multi {
    bitarray: PlainTypes['cosmos.crypto.multisig.v1beta1.CompactBitArray'] | null
    modeInfos: PlainTypes['cosmos.tx.v1beta1.ModeInfo'][]
  }
}
export declare namespace cosmos.tx.v1beta1.ModeInfo {
  interface Single {
    mode: number
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface SignDoc {
    bodyBytes: Uint8Array
    authInfoBytes: Uint8Array
    chainId: string
    accountNumber: bigint
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface SignDocDirectAux {
    bodyBytes: Uint8Array
    publicKey: PlainTypes['google.protobuf.Any'] | null
    chainId: string
    accountNumber: bigint
    sequence: bigint
    tip: PlainTypes['cosmos.tx.v1beta1.Tip'] | null
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface SignerInfo {
    publicKey: PlainTypes['google.protobuf.Any'] | null
    modeInfo: PlainTypes['cosmos.tx.v1beta1.ModeInfo'] | null
    sequence: bigint
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface SimulateRequest {
    tx: PlainTypes['cosmos.tx.v1beta1.Tx'] | null
    txBytes: Uint8Array
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface SimulateResponse {
    gasInfo: PlainTypes['cosmos.base.abci.v1beta1.GasInfo'] | null
    result: PlainTypes['cosmos.base.abci.v1beta1.Result'] | null
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface Tip {
    amount: PlainTypes['cosmos.base.v1beta1.Coin'][]
    tipper: string
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface Tx {
    body: PlainTypes['cosmos.tx.v1beta1.TxBody'] | null
    authInfo: PlainTypes['cosmos.tx.v1beta1.AuthInfo'] | null
    signatures: Uint8Array[]
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface TxBody {
    messages: PlainTypes['google.protobuf.Any'][]
    memo: string
    timeoutHeight: bigint
    extensionOptions: PlainTypes['google.protobuf.Any'][]
    nonCriticalExtensionOptions: PlainTypes['google.protobuf.Any'][]
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface TxDecodeRequest {
    txBytes: Uint8Array
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface TxDecodeResponse {
    tx: PlainTypes['cosmos.tx.v1beta1.Tx'] | null
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface TxEncodeRequest {
    tx: PlainTypes['cosmos.tx.v1beta1.Tx'] | null
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface TxEncodeResponse {
    txBytes: Uint8Array
  }
}
export declare namespace cosmos.tx.v1beta1 {
  interface TxRaw {
    bodyBytes: Uint8Array
    authInfoBytes: Uint8Array
    signatures: Uint8Array[]
  }
}
export declare namespace cosmos.vesting.v1beta1 {
  interface BaseVestingAccount {
    baseAccount: PlainTypes['cosmos.auth.v1beta1.BaseAccount'] | null
    originalVesting: PlainTypes['cosmos.base.v1beta1.Coin'][]
    delegatedFree: PlainTypes['cosmos.base.v1beta1.Coin'][]
    delegatedVesting: PlainTypes['cosmos.base.v1beta1.Coin'][]
    endTime: bigint
  }
}
export declare namespace cosmos.vesting.v1beta1 {
  interface ContinuousVestingAccount {
    baseVestingAccount: PlainTypes['cosmos.vesting.v1beta1.BaseVestingAccount'] | null
    startTime: bigint
  }
}
export declare namespace cosmos.vesting.v1beta1 {
  interface DelayedVestingAccount {
    baseVestingAccount: PlainTypes['cosmos.vesting.v1beta1.BaseVestingAccount'] | null
  }
}
export declare namespace cosmos.vesting.v1beta1 {
  interface MsgCreatePeriodicVestingAccount {
    fromAddress: string
    toAddress: string
    startTime: bigint
    vestingPeriods: PlainTypes['cosmos.vesting.v1beta1.Period'][]
  }
}
export declare namespace cosmos.vesting.v1beta1 {
  interface MsgCreatePeriodicVestingAccountResponse {
  }
}
export declare namespace cosmos.vesting.v1beta1 {
  interface MsgCreatePermanentLockedAccount {
    fromAddress: string
    toAddress: string
    amount: PlainTypes['cosmos.base.v1beta1.Coin'][]
  }
}
export declare namespace cosmos.vesting.v1beta1 {
  interface MsgCreatePermanentLockedAccountResponse {
  }
}
export declare namespace cosmos.vesting.v1beta1 {
  interface MsgCreateVestingAccount {
    fromAddress: string
    toAddress: string
    amount: PlainTypes['cosmos.base.v1beta1.Coin'][]
    endTime: bigint
    delayed: boolean
  }
}
export declare namespace cosmos.vesting.v1beta1 {
  interface MsgCreateVestingAccountResponse {
  }
}
export declare namespace cosmos.vesting.v1beta1 {
  interface Period {
    length: bigint
    amount: PlainTypes['cosmos.base.v1beta1.Coin'][]
  }
}
export declare namespace cosmos.vesting.v1beta1 {
  interface PeriodicVestingAccount {
    baseVestingAccount: PlainTypes['cosmos.vesting.v1beta1.BaseVestingAccount'] | null
    startTime: bigint
    vestingPeriods: PlainTypes['cosmos.vesting.v1beta1.Period'][]
  }
}
export declare namespace cosmos.vesting.v1beta1 {
  interface PermanentLockedAccount {
    baseVestingAccount: PlainTypes['cosmos.vesting.v1beta1.BaseVestingAccount'] | null
  }
}
export declare namespace cosmos_proto {
  interface InterfaceDescriptor {
    name: string
    description: string
  }
}
export declare namespace cosmos_proto {
  interface ScalarDescriptor {
    name: string
    description: string
    fieldType: number[]
  }
}
export declare namespace google.api {
  interface CustomHttpPattern {
    kind: string
    path: string
  }
}
export declare namespace google.api {
  interface Http {
    rules: PlainTypes['google.api.HttpRule'][]
    fullyDecodeReservedExpansion: boolean
  }
}
export declare namespace google.api {
  interface HttpRule {
    selector: string
    get?: string
    put?: string
    post?: string
    delete?: string
    patch?: string
    custom?: PlainTypes['google.api.CustomHttpPattern']
    body: string
    responseBody: string
    additionalBindings: PlainTypes['google.api.HttpRule'][]
  }
}
export declare namespace google.protobuf {
  interface Any {
    type_url: string
    value: Uint8Array
  }
}
export declare namespace google.protobuf {
  interface DescriptorProto {
    name: string
    field: PlainTypes['google.protobuf.FieldDescriptorProto'][]
    extension: PlainTypes['google.protobuf.FieldDescriptorProto'][]
    nestedType: PlainTypes['google.protobuf.DescriptorProto'][]
    enumType: PlainTypes['google.protobuf.EnumDescriptorProto'][]
    extensionRange: PlainTypes['google.protobuf.DescriptorProto.ExtensionRange'][]
    oneofDecl: PlainTypes['google.protobuf.OneofDescriptorProto'][]
    options: PlainTypes['google.protobuf.MessageOptions'] | null
    reservedRange: PlainTypes['google.protobuf.DescriptorProto.ReservedRange'][]
    reservedName: string[]
  }
}
export declare namespace google.protobuf.DescriptorProto {
  interface ExtensionRange {
    start: number
    end: number
    options: PlainTypes['google.protobuf.ExtensionRangeOptions'] | null
  }
}
export declare namespace google.protobuf.DescriptorProto {
  interface ReservedRange {
    start: number
    end: number
  }
}
export declare namespace google.protobuf {
  interface Duration {
    seconds: bigint
    nanos: number
  }
}
export declare namespace google.protobuf {
  interface EnumDescriptorProto {
    name: string
    value: PlainTypes['google.protobuf.EnumValueDescriptorProto'][]
    options: PlainTypes['google.protobuf.EnumOptions'] | null
    reservedRange: PlainTypes['google.protobuf.EnumDescriptorProto.EnumReservedRange'][]
    reservedName: string[]
  }
}
export declare namespace google.protobuf.EnumDescriptorProto {
  interface EnumReservedRange {
    start: number
    end: number
  }
}
export declare namespace google.protobuf {
  interface EnumOptions {
    allowAlias: boolean
    deprecated: boolean
    uninterpretedOption: PlainTypes['google.protobuf.UninterpretedOption'][]
  }
}
export declare namespace google.protobuf {
  interface EnumValueDescriptorProto {
    name: string
    number: number
    options: PlainTypes['google.protobuf.EnumValueOptions'] | null
  }
}
export declare namespace google.protobuf {
  interface EnumValueOptions {
    deprecated: boolean
    uninterpretedOption: PlainTypes['google.protobuf.UninterpretedOption'][]
  }
}
export declare namespace google.protobuf {
  interface ExtensionRangeOptions {
    uninterpretedOption: PlainTypes['google.protobuf.UninterpretedOption'][]
  }
}
export declare namespace google.protobuf {
  interface FieldDescriptorProto {
    name: string
    number: number
    label: number
    type: number
    typeName: string
    extendee: string
    defaultValue: string
    oneofIndex: number
    jsonName: string
    options: PlainTypes['google.protobuf.FieldOptions'] | null
  }
}
export declare namespace google.protobuf {
  interface FieldOptions {
    ctype: number
    packed: boolean
    jstype: number
    lazy: boolean
    deprecated: boolean
    weak: boolean
    uninterpretedOption: PlainTypes['google.protobuf.UninterpretedOption'][]
  }
}
export declare namespace google.protobuf {
  interface FileDescriptorProto {
    name: string
    package: string
    dependency: string[]
    publicDependency: number[]
    weakDependency: number[]
    messageType: PlainTypes['google.protobuf.DescriptorProto'][]
    enumType: PlainTypes['google.protobuf.EnumDescriptorProto'][]
    service: PlainTypes['google.protobuf.ServiceDescriptorProto'][]
    extension: PlainTypes['google.protobuf.FieldDescriptorProto'][]
    options: PlainTypes['google.protobuf.FileOptions'] | null
    sourceCodeInfo: PlainTypes['google.protobuf.SourceCodeInfo'] | null
    syntax: string
  }
}
export declare namespace google.protobuf {
  interface FileDescriptorSet {
    file: PlainTypes['google.protobuf.FileDescriptorProto'][]
  }
}
export declare namespace google.protobuf {
  interface FileOptions {
    javaPackage: string
    javaOuterClassname: string
    javaMultipleFiles: boolean
    javaGenerateEqualsAndHash: boolean
    javaStringCheckUtf8: boolean
    optimizeFor: number
    goPackage: string
    ccGenericServices: boolean
    javaGenericServices: boolean
    pyGenericServices: boolean
    phpGenericServices: boolean
    deprecated: boolean
    ccEnableArenas: boolean
    objcClassPrefix: string
    csharpNamespace: string
    swiftPrefix: string
    phpClassPrefix: string
    phpNamespace: string
    phpMetadataNamespace: string
    rubyPackage: string
    uninterpretedOption: PlainTypes['google.protobuf.UninterpretedOption'][]
  }
}
export declare namespace google.protobuf {
  interface GeneratedCodeInfo {
    annotation: PlainTypes['google.protobuf.GeneratedCodeInfo.Annotation'][]
  }
}
export declare namespace google.protobuf.GeneratedCodeInfo {
  interface Annotation {
    path: number[]
    sourceFile: string
    begin: number
    end: number
  }
}
export declare namespace google.protobuf {
  interface MessageOptions {
    messageSetWireFormat: boolean
    noStandardDescriptorAccessor: boolean
    deprecated: boolean
    mapEntry: boolean
    uninterpretedOption: PlainTypes['google.protobuf.UninterpretedOption'][]
  }
}
export declare namespace google.protobuf {
  interface MethodDescriptorProto {
    name: string
    inputType: string
    outputType: string
    options: PlainTypes['google.protobuf.MethodOptions'] | null
    clientStreaming: boolean
    serverStreaming: boolean
  }
}
export declare namespace google.protobuf {
  interface MethodOptions {
    deprecated: boolean
    idempotencyLevel: number
    uninterpretedOption: PlainTypes['google.protobuf.UninterpretedOption'][]
  }
}
export declare namespace google.protobuf {
  interface OneofDescriptorProto {
    name: string
    options: PlainTypes['google.protobuf.OneofOptions'] | null
  }
}
export declare namespace google.protobuf {
  interface OneofOptions {
    uninterpretedOption: PlainTypes['google.protobuf.UninterpretedOption'][]
  }
}
export declare namespace google.protobuf {
  interface ServiceDescriptorProto {
    name: string
    method: PlainTypes['google.protobuf.MethodDescriptorProto'][]
    options: PlainTypes['google.protobuf.ServiceOptions'] | null
  }
}
export declare namespace google.protobuf {
  interface ServiceOptions {
    deprecated: boolean
    uninterpretedOption: PlainTypes['google.protobuf.UninterpretedOption'][]
  }
}
export declare namespace google.protobuf {
  interface SourceCodeInfo {
    location: PlainTypes['google.protobuf.SourceCodeInfo.Location'][]
  }
}
export declare namespace google.protobuf.SourceCodeInfo {
  interface Location {
    path: number[]
    span: number[]
    leadingComments: string
    trailingComments: string
    leadingDetachedComments: string[]
  }
}
export declare namespace google.protobuf {
  interface Timestamp {
    seconds: bigint
    nanos: number
  }
}
export declare namespace google.protobuf {
  interface UninterpretedOption {
    name: PlainTypes['google.protobuf.UninterpretedOption.NamePart'][]
    identifierValue: string
    positiveIntValue: bigint
    negativeIntValue: bigint
    doubleValue: number
    stringValue: Uint8Array
    aggregateValue: string
  }
}
export declare namespace google.protobuf.UninterpretedOption {
  interface NamePart {
    namePart: string
    isExtension: boolean
  }
}
export declare namespace infonex.beacon.v1 {
  interface EventBeacon {
    height: bigint
    seed: Uint8Array
    revealed: boolean
  }
}
export declare namespace infonex.beacon.v1 {
  interface GenesisState {
    params: PlainTypes['infonex.beacon.v1.Params'] | null
    onions: PlainTypes['infonex.beacon.v1.Onion'][]
    seeds: PlainTypes['infonex.beacon.v1.Seed'][]
  }
}
export declare namespace infonex.beacon.v1 {
  interface MsgCommitOnion {
    operator: string
    validatorAddress: Uint8Array
    next: PlainTypes['infonex.beacon.v1.OnionCommitment'] | null
  }
}
export declare namespace infonex.beacon.v1 {
  interface MsgCommitOnionResponse {
    activeHeight: bigint
  }
}
export declare namespace infonex.beacon.v1 {
  interface Onion {
    validatorAddress: Uint8Array
    operator: string
    tip: Uint8Array
    remaining: bigint
    epoch: bigint
    next: PlainTypes['infonex.beacon.v1.OnionCommitment'] | null
    nextActiveHeight: bigint
  }
}
export declare namespace infonex.beacon.v1 {
  interface OnionCommitment {
    root: Uint8Array
    length: bigint
  }
}
export declare namespace infonex.beacon.v1 {
  interface Params {
    windowBlocks: bigint
    activationBlocks: bigint
    renewAtLinks: bigint
  }
}
export declare namespace infonex.beacon.v1 {
  interface QueryOnionsRequest {
  }
}
export declare namespace infonex.beacon.v1 {
  interface QueryOnionsResponse {
    onions: PlainTypes['infonex.beacon.v1.Onion'][]
  }
}
export declare namespace infonex.beacon.v1 {
  interface QueryParamsRequest {
  }
}
export declare namespace infonex.beacon.v1 {
  interface QueryParamsResponse {
    params: PlainTypes['infonex.beacon.v1.Params'] | null
  }
}
export declare namespace infonex.beacon.v1 {
  interface QuerySeedRequest {
    height: bigint
  }
}
export declare namespace infonex.beacon.v1 {
  interface QuerySeedResponse {
    seed: PlainTypes['infonex.beacon.v1.Seed'] | null
  }
}
export declare namespace infonex.beacon.v1 {
  interface Seed {
    height: bigint
    seed: Uint8Array
  }
}
export declare namespace infonex.beacon.v1 {
  interface SystemTx {
    domain: string
    validatorAddress: Uint8Array
    link: Uint8Array
    next: PlainTypes['infonex.beacon.v1.OnionCommitment'] | null
  }
}
export declare namespace infonex.engine.v1 {
  interface BlockMeta {
    blockId: PlainTypes['tendermint.types.BlockID'] | null
    sizeBytes: bigint
  }
}
export declare namespace infonex.engine.v1 {
  interface EngineState {
    chainId: string
    initialHeight: bigint
    lastHeight: bigint
    lastBlockId: PlainTypes['tendermint.types.BlockID'] | null
    lastTimeNs: bigint
    appVersion: bigint
    lastValidators: PlainTypes['tendermint.types.ValidatorSet'] | null
    validators: PlainTypes['tendermint.types.ValidatorSet'] | null
    nextValidators: PlainTypes['tendermint.types.ValidatorSet'] | null
    consensusParams: PlainTypes['tendermint.types.ConsensusParams'] | null
    lastResultsHash: Uint8Array
    appHash: Uint8Array
    genesisHash: Uint8Array
  }
}
export declare namespace infonex.engine.v1 {
  interface Event {
    type: string
    attributes: PlainTypes['infonex.engine.v1.EventAttribute'][]
  }
}
export declare namespace infonex.engine.v1 {
  interface EventAttribute {
    key: string
    value: string
    index: boolean
  }
}
export declare namespace infonex.engine.v1 {
  interface ExecTxResult {
    code: number
    data: Uint8Array
    log: string
    info: string
    gasWanted: bigint
    gasUsed: bigint
    events: PlainTypes['infonex.engine.v1.Event'][]
    codespace: string
  }
}
export declare namespace infonex.engine.v1 {
  interface Results {
    events: PlainTypes['infonex.engine.v1.Event'][]
    txResults: PlainTypes['infonex.engine.v1.ExecTxResult'][]
    validatorUpdates: PlainTypes['infonex.engine.v1.ValidatorChange'][]
    consensusParamUpdates: PlainTypes['tendermint.types.ConsensusParams'] | null
    appHash: Uint8Array
  }
}
export declare namespace infonex.engine.v1 {
  interface StoreRange {
    base: bigint
    height: bigint
  }
}
export declare namespace infonex.engine.v1 {
  interface ValidatorChange {
    pubKeyType: string
    pubKey: Uint8Array
    power: bigint
  }
}
export declare namespace infonex.gov.v1 {
  interface Announcement {
    id: bigint
    message: PlainTypes['google.protobuf.Any'] | null
    oldParams: Uint8Array
    announcedHeight: bigint
    forceMs: bigint
    forceHeight: bigint
    reason: string
  }
}
export declare namespace infonex.gov.v1 {
  interface GenesisState {
    params: PlainTypes['infonex.gov.v1.Params'] | null
    authority: string
    nextId: bigint
    announcements: PlainTypes['infonex.gov.v1.Announcement'][]
  }
}
export declare namespace infonex.gov.v1 {
  interface MsgAnnounceParams {
    authority: string
    message: PlainTypes['google.protobuf.Any'] | null
    reason: string
  }
}
export declare namespace infonex.gov.v1 {
  interface MsgAnnounceParamsResponse {
    id: bigint
    forceMs: bigint
    forceHeight: bigint
  }
}
export declare namespace infonex.gov.v1 {
  interface MsgCancelAnnouncement {
    authority: string
    id: bigint
  }
}
export declare namespace infonex.gov.v1 {
  interface MsgCancelAnnouncementResponse {
  }
}
export declare namespace infonex.gov.v1 {
  interface MsgUpdateParams {
    authority: string
    params: PlainTypes['infonex.gov.v1.Params'] | null
  }
}
export declare namespace infonex.gov.v1 {
  interface MsgUpdateParamsResponse {
  }
}
export declare namespace infonex.gov.v1 {
  interface Params {
    delayMs: bigint
    delayBlocks: bigint
    maxPending: number
  }
}
export declare namespace infonex.gov.v1 {
  interface QueryAnnouncementsRequest {
  }
}
export declare namespace infonex.gov.v1 {
  interface QueryAnnouncementsResponse {
    announcements: PlainTypes['infonex.gov.v1.Announcement'][]
  }
}
export declare namespace infonex.gov.v1 {
  interface QueryAuthorityRequest {
  }
}
export declare namespace infonex.gov.v1 {
  interface QueryAuthorityResponse {
    authority: string
    moduleAccount: string
  }
}
export declare namespace infonex.gov.v1 {
  interface QueryParamsRequest {
  }
}
export declare namespace infonex.gov.v1 {
  interface QueryParamsResponse {
    params: PlainTypes['infonex.gov.v1.Params'] | null
  }
}
export declare namespace infonex.inference.v1 {
  interface Acknowledgement {
    sequence: bigint
    counters: PlainTypes['infonex.inference.v1.Counter'][]
    receiptHead: Uint8Array
  }
}
export declare namespace infonex.inference.v1 {
  interface Attribute {
    name: string
    kind: number
    floats: number[]
    ints: bigint[]
    strings: Uint8Array[]
    tensorType: PlainTypes['infonex.inference.v1.ValueType'] | null
    tensor: Uint8Array
  }
}
export declare namespace infonex.inference.v1 {
  interface Checkpoint {
    receipt: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
    request: PlainTypes['infonex.inference.v1.SignedRequest'] | null
    measurement: PlainTypes['infonex.inference.v1.SignedMeasurement'] | null
  }
}
export declare namespace infonex.inference.v1 {
  interface ClientEntry {
    descriptor: PlainTypes['infonex.payment.v1.ChannelDescriptor'] | null
    receipt: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
    request: PlainTypes['infonex.inference.v1.SignedRequest'] | null
    voucher: PlainTypes['infonex.payment.v1.SignedVoucher'] | null
    body: Uint8Array
    jsonLength: number
  }
}
export declare namespace infonex.inference.v1 {
  interface Counter {
    modelId: Uint8Array
    verb: string
    metric: string
    total: bigint
  }
}
export declare namespace infonex.inference.v1 {
  interface Graph {
    records: Uint8Array[]
  }
}
export declare namespace infonex.inference.v1 {
  interface GraphHeader {
    version: number
    operatorSets: PlainTypes['infonex.inference.v1.OperatorSet'][]
    inputs: PlainTypes['infonex.inference.v1.Port'][]
    outputs: PlainTypes['infonex.inference.v1.Port'][]
    weights: PlainTypes['infonex.inference.v1.Weight'][]
    nodes: number
  }
}
export declare namespace infonex.inference.v1 {
  interface GraphNode {
    index: number
    domain: string
    op: string
    attributes: PlainTypes['infonex.inference.v1.Attribute'][]
    inputs: number[]
    output: number
    types: PlainTypes['infonex.inference.v1.ValueType'][]
  }
}
export declare namespace infonex.inference.v1 {
  interface Handshake {
    chainId: string
    serverId: bigint
    endpoint: string
    transport: number
    transportKey: Uint8Array
    challenge: Uint8Array
  }
}
export declare namespace infonex.inference.v1 {
  interface LedgerEntry {
    voucher: PlainTypes['infonex.payment.v1.SignedVoucher'] | null
    request: PlainTypes['infonex.inference.v1.SignedRequest'] | null
    receipt: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
    descriptor: PlainTypes['infonex.payment.v1.ChannelDescriptor'] | null
    declined: Uint8Array
    declinedChannel: Uint8Array
  }
}
export declare namespace infonex.inference.v1 {
  interface ManagerEntry {
    atMs: bigint
    channelId: Uint8Array
    descriptor: PlainTypes['infonex.payment.v1.ChannelDescriptor'] | null
    receipt: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
    measurement: PlainTypes['infonex.inference.v1.SignedMeasurement'] | null
    request: PlainTypes['infonex.inference.v1.SignedRequest'] | null
    voucher: PlainTypes['infonex.payment.v1.SignedVoucher'] | null
  }
}
export declare namespace infonex.inference.v1 {
  interface Measurement {
    chainId: string
    channelId: Uint8Array
    acknowledgement: PlainTypes['infonex.inference.v1.Acknowledgement'] | null
  }
}
export declare namespace infonex.inference.v1 {
  interface OperatorSet {
    domain: string
    version: number
  }
}
export declare namespace infonex.inference.v1 {
  interface OutputCommitment {
    salt: Uint8Array
    tensors: PlainTypes['infonex.inference.v1.TensorCommitment'][]
  }
}
export declare namespace infonex.inference.v1 {
  interface Port {
    name: string
    dtype: number
    shape: bigint[]
    value: number
  }
}
export declare namespace infonex.inference.v1 {
  interface Receipt {
    chainId: string
    channelId: Uint8Array
    sequence: bigint
    requestDigest: Uint8Array
    modelId: Uint8Array
    inputDigest: Uint8Array
    outputDigest: Uint8Array
    counters: PlainTypes['infonex.inference.v1.Counter'][]
    price: string
    cumulative: string
    startMs: bigint
    endMs: bigint
    runtime: Uint8Array
    status: number
    previous: Uint8Array
    retailMeter: PlainTypes['infonex.sla.v1.MeterState'] | null
    wholesaleMeter: PlainTypes['infonex.sla.v1.MeterState'] | null
  }
}
export declare namespace infonex.inference.v1 {
  interface Request {
    chainId: string
    channelId: Uint8Array
    sequence: bigint
    modelId: Uint8Array
    inputDigest: Uint8Array
    cumulativeBefore: string
    priceMax: string
    expiryMs: bigint
    acknowledgement: PlainTypes['infonex.inference.v1.Acknowledgement'] | null
  }
}
export declare namespace infonex.inference.v1 {
  interface SignedHandshake {
    handshake: PlainTypes['infonex.inference.v1.Handshake'] | null
    signature: Uint8Array
  }
}
export declare namespace infonex.inference.v1 {
  interface SignedMeasurement {
    measurement: PlainTypes['infonex.inference.v1.Measurement'] | null
    signature: Uint8Array
  }
}
export declare namespace infonex.inference.v1 {
  interface SignedReceipt {
    receipt: PlainTypes['infonex.inference.v1.Receipt'] | null
    signature: Uint8Array
  }
}
export declare namespace infonex.inference.v1 {
  interface SignedRequest {
    request: PlainTypes['infonex.inference.v1.Request'] | null
    signature: Uint8Array
    salt: Uint8Array
  }
}
export declare namespace infonex.inference.v1 {
  interface TensorCommitment {
    dtype: number
    shape: bigint[]
    root: Uint8Array
  }
}
export declare namespace infonex.inference.v1 {
  interface ValueType {
    dtype: number
    shape: bigint[]
  }
}
export declare namespace infonex.inference.v1 {
  interface Weight {
    dtype: number
    shape: bigint[]
    permutation: number[]
  }
}
export declare namespace infonex.model.v1 {
  interface GenesisState {
    params: PlainTypes['infonex.model.v1.Params'] | null
    models: PlainTypes['infonex.model.v1.Model'][]
    chunks: PlainTypes['infonex.model.v1.GraphChunk'][]
  }
}
export declare namespace infonex.model.v1 {
  interface GraphChunk {
    modelId: Uint8Array
    index: number
    data: Uint8Array
  }
}
export declare namespace infonex.model.v1 {
  interface Model {
    id: Uint8Array
    owner: string
    label: string
    fileHash: Uint8Array
    fileBytes: bigint
    graphRoot: Uint8Array
    graphBytes: number
    weightRoots: Uint8Array[]
    mode: number
    profile: number
    canonicalVersion: number
    inputs: PlainTypes['infonex.model.v1.TensorInfo'][]
    outputs: PlainTypes['infonex.model.v1.TensorInfo'][]
    operators: PlainTypes['infonex.model.v1.OperatorCount'][]
    licence: string
    licenceHash: Uint8Array
    locations: string[]
    status: number
    graphPosted: number
    height: bigint
  }
}
export declare namespace infonex.model.v1 {
  interface MsgPostGraph {
    owner: string
    modelId: Uint8Array
    index: number
    data: Uint8Array
  }
}
export declare namespace infonex.model.v1 {
  interface MsgPostGraphResponse {
    status: number
  }
}
export declare namespace infonex.model.v1 {
  interface MsgRegisterModel {
    owner: string
    label: string
    fileHash: Uint8Array
    fileBytes: bigint
    graphRoot: Uint8Array
    graphBytes: number
    weightRoots: Uint8Array[]
    mode: number
    profile: number
    canonicalVersion: number
    inputs: PlainTypes['infonex.model.v1.TensorInfo'][]
    outputs: PlainTypes['infonex.model.v1.TensorInfo'][]
    operators: PlainTypes['infonex.model.v1.OperatorCount'][]
    licence: string
    licenceHash: Uint8Array
    locations: string[]
  }
}
export declare namespace infonex.model.v1 {
  interface MsgRegisterModelResponse {
    modelId: Uint8Array
  }
}
export declare namespace infonex.model.v1 {
  interface MsgRetireModel {
    owner: string
    modelId: Uint8Array
  }
}
export declare namespace infonex.model.v1 {
  interface MsgRetireModelResponse {
  }
}
export declare namespace infonex.model.v1 {
  interface MsgUpdateModel {
    owner: string
    modelId: Uint8Array
    label: string
    locations: string[]
  }
}
export declare namespace infonex.model.v1 {
  interface MsgUpdateModelResponse {
  }
}
export declare namespace infonex.model.v1 {
  interface MsgUpdateParams {
    authority: string
    params: PlainTypes['infonex.model.v1.Params'] | null
  }
}
export declare namespace infonex.model.v1 {
  interface MsgUpdateParamsResponse {
  }
}
export declare namespace infonex.model.v1 {
  interface OperatorCount {
    op: string
    count: number
  }
}
export declare namespace infonex.model.v1 {
  interface Params {
    maxGraphBytes: number
    maxChunkBytes: number
    maxWeightRoots: number
    completionBlocks: bigint
  }
}
export declare namespace infonex.model.v1 {
  interface QueryGraphChunkRequest {
    id: string
    index: number
  }
}
export declare namespace infonex.model.v1 {
  interface QueryGraphChunkResponse {
    data: Uint8Array
  }
}
export declare namespace infonex.model.v1 {
  interface QueryModelRequest {
    id: string
  }
}
export declare namespace infonex.model.v1 {
  interface QueryModelResponse {
    model: PlainTypes['infonex.model.v1.Model'] | null
  }
}
export declare namespace infonex.model.v1 {
  interface QueryModelsRequest {
    owner: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.model.v1 {
  interface QueryModelsResponse {
    models: PlainTypes['infonex.model.v1.Model'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.model.v1 {
  interface QueryParamsRequest {
  }
}
export declare namespace infonex.model.v1 {
  interface QueryParamsResponse {
    params: PlainTypes['infonex.model.v1.Params'] | null
  }
}
export declare namespace infonex.model.v1 {
  interface TensorInfo {
    name: string
    dtype: number
    shape: bigint[]
  }
}
export declare namespace infonex.payment.v1 {
  interface Channel {
    id: Uint8Array
    payer: string
    status: number
    settled: string
    cap: string
    vested: string
    closeAtMs: bigint
    closeAtHeight: bigint
    frozenAtMs: bigint
    denom: string
    expiryMs: bigint
    startMs: bigint
    ratePerS: bigint
    burst: bigint
  }
}
export declare namespace infonex.payment.v1 {
  interface ChannelDescriptor {
    chainId: string
    escrowOwner: string
    nonce: bigint
    denom: string
    payees: PlainTypes['infonex.payment.v1.Share'][]
    signer: PlainTypes['infonex.payment.v1.SignerKey'] | null
    retailId: bigint
    wholesaleId: bigint
    receiptPolicy: number
    minDelta: string
    expiryMs: bigint
    prepayAllow: string
    ratePerS: bigint
    burst: bigint
    startMs: bigint
  }
}
export declare namespace infonex.payment.v1 {
  interface ClaimOutcome {
    code: number
    paid: string
  }
}
export declare namespace infonex.payment.v1 {
  interface Contract {
    retailId: bigint
    wholesaleId: bigint
    sequence: bigint
    receiptId: Uint8Array
    retail: string
    wholesale: string
    supplier: string
    protocol: string
    aggregator: string
    refunded: string
  }
}
export declare namespace infonex.payment.v1 {
  interface Credit {
    owner: string
    denom: string
    amount: string
  }
}
export declare namespace infonex.payment.v1 {
  interface Escrow {
    owner: string
    denom: string
    balance: string
    reserved: string
    channelSequence: bigint
    id: bigint
  }
}
export declare namespace infonex.payment.v1 {
  interface GenesisChannel {
    id: Uint8Array
    escrowId: bigint
    settled: string
    cap: string
    startMs: bigint
    expiryMs: bigint
    closeAtMs: bigint
    closeAtHeight: bigint
    frozenAtMs: bigint
    ratePerS: bigint
    burst: bigint
    payees: string[]
    dust: number
    manager: string
    granted: string
  }
}
export declare namespace infonex.payment.v1 {
  interface GenesisContract {
    channelId: Uint8Array
    contract: PlainTypes['infonex.payment.v1.Contract'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface GenesisState {
    params: PlainTypes['infonex.payment.v1.Params'] | null
    grants: PlainTypes['infonex.payment.v1.ManagerGrant'][]
    nextEscrow: bigint
    escrows: PlainTypes['infonex.payment.v1.Escrow'][]
    channels: PlainTypes['infonex.payment.v1.GenesisChannel'][]
    credits: PlainTypes['infonex.payment.v1.Credit'][]
    contracts: PlainTypes['infonex.payment.v1.GenesisContract'][]
    maturing: PlainTypes['infonex.payment.v1.Maturing'][]
    disputes: PlainTypes['infonex.payment.v1.ServiceDispute'][]
  }
}
export declare namespace infonex.payment.v1 {
  interface GrantView {
    grant: PlainTypes['infonex.payment.v1.ManagerGrant'] | null
    status: number
    available: string
  }
}
export declare namespace infonex.payment.v1 {
  interface ManagerGrant {
    payer: string
    manager: string
    limits: PlainTypes['infonex.payment.v1.ManagerLimits'] | null
    open: string
    periodStartMs: bigint
    spentInPeriod: string
    usesLeft: number
    revokedAtMs: bigint
  }
}
export declare namespace infonex.payment.v1 {
  interface ManagerLimits {
    denom: string
    maxCapPerChannel: string
    maxTotalOpen: string
    maxRatePerS: bigint
    maxBurst: bigint
    perPeriod: string
    periodMs: bigint
    allowedPayees: string[]
    allowedAggregators: string[]
    allowedModels: Uint8Array[]
    expiryMs: bigint
    uses: number
    minReceiptPolicy: number
  }
}
export declare namespace infonex.payment.v1 {
  interface Maturing {
    owner: string
    denom: string
    kind: number
    wholesaleId: bigint
    amount: string
    maturesMs: bigint
    maturesHeight: bigint
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgClaim {
    sender: string
    claim: PlainTypes['infonex.payment.v1.SignedVoucher'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgClaimBatch {
    sender: string
    claims: PlainTypes['infonex.payment.v1.SignedVoucher'][]
    words: PlainTypes['infonex.payment.v1.PayWordClaim'][]
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgClaimBatchResponse {
    outcomes: PlainTypes['infonex.payment.v1.ClaimOutcome'][]
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgClaimPayWord {
    sender: string
    claim: PlainTypes['infonex.payment.v1.PayWordClaim'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgClaimPayWordResponse {
    paid: string
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgClaimResponse {
    paid: string
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgCloseByPayee {
    payee: string
    channelId: Uint8Array
    claim: PlainTypes['infonex.payment.v1.SignedVoucher'] | null
    descriptor: PlainTypes['infonex.payment.v1.ChannelDescriptor'] | null
    words: PlainTypes['infonex.payment.v1.PayWordClaim'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgCloseByPayeeResponse {
    paid: string
    released: string
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgCloseCooperative {
    parties: string[]
    channelId: Uint8Array
    finalCumulative: string
    descriptor: PlainTypes['infonex.payment.v1.ChannelDescriptor'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgCloseCooperativeResponse {
    paid: string
    released: string
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgDeposit {
    owner: string
    amount: PlainTypes['cosmos.base.v1beta1.Coin'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgDepositResponse {
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgExtendChannel {
    payer: string
    channelId: Uint8Array
    amount: PlainTypes['cosmos.base.v1beta1.Coin'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgExtendChannelResponse {
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgFinalizeClose {
    sender: string
    channelId: Uint8Array
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgFinalizeCloseResponse {
    released: string
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgGrantManager {
    payer: string
    manager: string
    limits: PlainTypes['infonex.payment.v1.ManagerLimits'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgGrantManagerResponse {
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgOpenChannel {
    payer: string
    cap: PlainTypes['cosmos.base.v1beta1.Coin'] | null
    payees: PlainTypes['infonex.payment.v1.Share'][]
    signer: PlainTypes['infonex.payment.v1.SignerKey'] | null
    retailId: bigint
    wholesaleId: bigint
    receiptPolicy: number
    minDelta: string
    expiryMs: bigint
    prepayAllow: string
    ratePerS: bigint
    burst: bigint
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgOpenChannelByGrant {
    manager: string
    payer: string
    cap: PlainTypes['cosmos.base.v1beta1.Coin'] | null
    payees: PlainTypes['infonex.payment.v1.Share'][]
    signer: PlainTypes['infonex.payment.v1.SignerKey'] | null
    retailId: bigint
    wholesaleId: bigint
    receiptPolicy: number
    minDelta: string
    expiryMs: bigint
    prepayAllow: string
    ratePerS: bigint
    burst: bigint
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgOpenChannelByGrantResponse {
    channelId: Uint8Array
    descriptor: PlainTypes['infonex.payment.v1.ChannelDescriptor'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgOpenChannelResponse {
    channelId: Uint8Array
    descriptor: PlainTypes['infonex.payment.v1.ChannelDescriptor'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgOpenServiceDispute {
    opener: string
    kind: number
    descriptor: PlainTypes['infonex.payment.v1.ChannelDescriptor'] | null
    request: PlainTypes['infonex.inference.v1.SignedRequest'] | null
    receipt: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
    voucher: PlainTypes['infonex.payment.v1.SignedVoucher'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgOpenServiceDisputeResponse {
    dispute: PlainTypes['infonex.payment.v1.ServiceDispute'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgRequestClose {
    payer: string
    channelId: Uint8Array
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgRequestCloseResponse {
    closeAtMs: bigint
    closeAtHeight: bigint
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgRevokeManagerGrant {
    payer: string
    manager: string
    revokeSigners: boolean
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgRevokeManagerGrantResponse {
    effectiveAtMs: bigint
    revokedSigners: number
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgRevokeSigner {
    payer: string
    channelId: Uint8Array
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgRevokeSignerResponse {
    frozenAtMs: bigint
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgSettleServiceDispute {
    sender: string
    channelId: Uint8Array
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgSettleServiceDisputeResponse {
    outcome: string
    amount: string
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgShowServed {
    supplier: string
    channelId: Uint8Array
    request: PlainTypes['infonex.inference.v1.SignedRequest'] | null
    receipt: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgShowServedResponse {
    dispute: PlainTypes['infonex.payment.v1.ServiceDispute'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgUpdateParams {
    authority: string
    params: PlainTypes['infonex.payment.v1.Params'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgUpdateParamsResponse {
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgWithdrawCredit {
    owner: string
    denom: string
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgWithdrawCreditResponse {
    amount: PlainTypes['cosmos.base.v1beta1.Coin'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgWithdrawFree {
    owner: string
    amount: PlainTypes['cosmos.base.v1beta1.Coin'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface MsgWithdrawFreeResponse {
  }
}
export declare namespace infonex.payment.v1 {
  interface Params {
    closeGraceMs: bigint
    closeGraceBlocks: bigint
    revokeGraceMs: bigint
    minCap: string
    maxLifetimeMs: bigint
    maxClaimsPerBatch: number
    expiriesPerBlock: number
    maturityMs: bigint
    maturityBlocks: bigint
    maturingsPerBlock: number
    disputeMs: bigint
    disputeBlocks: bigint
    disputeBond: string
    compensationBps: number
    disputesPerBlock: number
  }
}
export declare namespace infonex.payment.v1 {
  interface PayWordClaim {
    commit: PlainTypes['infonex.payment.v1.SignedPayWordCommit'] | null
    reveal: PlainTypes['infonex.payment.v1.PayWordReveal'] | null
    checkpoint: PlainTypes['infonex.inference.v1.Checkpoint'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface PayWordCommit {
    channelId: Uint8Array
    epoch: bigint
    baseCumulative: string
    unitAmount: string
    log2Blocks: number
    log2Len: number
    root: Uint8Array
    notAfterMs: bigint
  }
}
export declare namespace infonex.payment.v1 {
  interface PayWordReveal {
    commitId: Uint8Array
    block: number
    index: number
    word: Uint8Array
    proof: Uint8Array[]
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryChannelRequest {
    id: string
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryChannelResponse {
    channel: PlainTypes['infonex.payment.v1.Channel'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryChannelsRequest {
    payer: string
    denom: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryChannelsResponse {
    channels: PlainTypes['infonex.payment.v1.Channel'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryCreditRequest {
    owner: string
    denom: string
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryCreditResponse {
    credit: PlainTypes['infonex.payment.v1.Credit'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryEscrowRequest {
    owner: string
    denom: string
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryEscrowResponse {
    escrow: PlainTypes['infonex.payment.v1.Escrow'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryGrantRequest {
    payer: string
    manager: string
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryGrantResponse {
    grant: PlainTypes['infonex.payment.v1.GrantView'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryGrantsRequest {
    payer: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryGrantsResponse {
    grants: PlainTypes['infonex.payment.v1.GrantView'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryManagerGrantsRequest {
    manager: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryManagerGrantsResponse {
    grants: PlainTypes['infonex.payment.v1.GrantView'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryMaturingRequest {
    owner: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryMaturingResponse {
    maturing: PlainTypes['infonex.payment.v1.Maturing'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryParamsRequest {
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryParamsResponse {
    params: PlainTypes['infonex.payment.v1.Params'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryPayeeChannelsRequest {
    payee: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryPayeeChannelsResponse {
    channels: PlainTypes['infonex.payment.v1.Channel'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryServiceContractRequest {
    id: string
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryServiceContractResponse {
    channel: PlainTypes['infonex.payment.v1.Channel'] | null
    contract: PlainTypes['infonex.payment.v1.Contract'] | null
    retail: PlainTypes['infonex.sla.v1.Agreement'] | null
    wholesale: PlainTypes['infonex.sla.v1.Agreement'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryServiceDisputeRequest {
    id: string
  }
}
export declare namespace infonex.payment.v1 {
  interface QueryServiceDisputeResponse {
    dispute: PlainTypes['infonex.payment.v1.ServiceDispute'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface ServiceDispute {
    channelId: Uint8Array
    kind: number
    opener: string
    client: string
    supplier: string
    sequence: bigint
    before: string
    amount: string
    denom: string
    requestDigest: Uint8Array
    receiptId: Uint8Array
    bond: string
    deadlineMs: bigint
    deadlineHeight: bigint
    wholesaleId: bigint
    descriptor: PlainTypes['infonex.payment.v1.ChannelDescriptor'] | null
    shownDigest: Uint8Array
    shownSequence: bigint
    shownCumulative: string
  }
}
export declare namespace infonex.payment.v1 {
  interface Share {
    address: string
    bps: number
  }
}
export declare namespace infonex.payment.v1 {
  interface SignedPayWordCommit {
    commit: PlainTypes['infonex.payment.v1.PayWordCommit'] | null
    signature: Uint8Array
    form: number
    descriptor: PlainTypes['infonex.payment.v1.ChannelDescriptor'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface SignedVoucher {
    voucher: PlainTypes['infonex.payment.v1.Voucher'] | null
    signature: Uint8Array
    form: number
    descriptor: PlainTypes['infonex.payment.v1.ChannelDescriptor'] | null
    checkpoint: PlainTypes['infonex.inference.v1.Checkpoint'] | null
  }
}
export declare namespace infonex.payment.v1 {
  interface SignerKey {
    algorithm: number
    key: Uint8Array
  }
}
export declare namespace infonex.payment.v1 {
  interface Voucher {
    channelId: Uint8Array
    cumulative: string
    receiptHead: Uint8Array
    validUntilMs: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface Candidate {
    serverId: bigint
    aggregator: string
    exclusion: number
    estMilli: bigint
    provenMilli: number
    leases: number
    maxLeases: number
    quote: string
    latencyUs: number
    uptimeClass: number
    windows: number
    breaches: number
    wins: number
    shareBps: number
  }
}
export declare namespace infonex.router.v1 {
  interface ComplianceRecord {
    wholesaleId: bigint
    windows: number
    breaches: number
  }
}
export declare namespace infonex.router.v1 {
  interface CounterpartyCount {
    serverId: bigint
    client: string
    counted: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface GenesisState {
    nextId: bigint
    servers: PlainTypes['infonex.router.v1.Server'][]
    params: PlainTypes['infonex.router.v1.Params'] | null
    records: PlainTypes['infonex.router.v1.ServerRecord'][]
    nextMatch: bigint
    matches: PlainTypes['infonex.router.v1.Match'][]
    counterparties: PlainTypes['infonex.router.v1.CounterpartyCount'][]
    channels: PlainTypes['infonex.router.v1.RoutedChannel'][]
    probers: PlainTypes['infonex.router.v1.Prober'][]
    duties: PlainTypes['infonex.router.v1.ProbeDuty'][]
    compliance: PlainTypes['infonex.router.v1.ComplianceRecord'][]
    probeEpochs: PlainTypes['infonex.router.v1.ProbeEpoch'][]
    shownClients: PlainTypes['infonex.router.v1.ShownClient'][]
    payers: PlainTypes['infonex.router.v1.Payer'][]
  }
}
export declare namespace infonex.router.v1 {
  interface Hardware {
    slots: number
    accelerator: string
    memoryMib: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface Health {
    heardMs: bigint
    uptimePpm: number
    counted: bigint
    leases: number
    connected: number
    queued: number
    jailedUntilMs: bigint
    watched: boolean
  }
}
export declare namespace infonex.router.v1 {
  interface LoadReport {
    chainId: string
    serverId: bigint
    height: bigint
    seed: Uint8Array
    loads: PlainTypes['infonex.router.v1.ModelLoad'][]
    connected: number
    queued: number
  }
}
export declare namespace infonex.router.v1 {
  interface Match {
    id: bigint
    client: string
    terms: PlainTypes['infonex.router.v1.MatchTerms'] | null
    status: number
    height: bigint
    tried: bigint[]
    serverId: bigint
    aggregator: string
    foundBy: number
    anticipation: PlainTypes['infonex.router.v1.PaymentAnticipation'] | null
    dueMs: bigint
    dueHeight: bigint
    reason: number
    quote: string
    expectedLatencyUs: number
    answered: bigint
    late: bigint
    lateSequence: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface MatchTerms {
    modelId: Uint8Array
    regions: string[]
    clientRegion: string
    maxPrice: string
    maxLatencyUs: number
    minUptimeClass: number
    weights: PlainTypes['infonex.router.v1.MatchWeights'] | null
    serverId: bigint
    insist: boolean
    shape: PlainTypes['infonex.router.v1.RequestShape'] | null
    retailIds: bigint[]
    leaseMs: bigint
    maxAmount: string
    signer: PlainTypes['infonex.payment.v1.SignerKey'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface MatchWeights {
    load: number
    price: number
    latency: number
    compliance: number
  }
}
export declare namespace infonex.router.v1 {
  interface ModelLoad {
    modelId: Uint8Array
    busyMilli: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface MsgAttachChannel {
    client: string
    matchId: bigint
    channelId: Uint8Array
  }
}
export declare namespace infonex.router.v1 {
  interface MsgAttachChannelResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgConfirmMatch {
    operator: string
    matchId: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface MsgConfirmMatchResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgFundProbes {
    sender: string
    amount: PlainTypes['cosmos.base.v1beta1.Coin'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface MsgFundProbesResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgHeartbeat {
    operator: string
    serverId: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface MsgHeartbeatResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgProbeCommit {
    prober: string
    epoch: bigint
    commitment: Uint8Array
  }
}
export declare namespace infonex.router.v1 {
  interface MsgProbeCommitResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgProbeReveal {
    prober: string
    epoch: bigint
    client: string
    nonce: Uint8Array
    results: PlainTypes['infonex.router.v1.ProbeResult'][]
  }
}
export declare namespace infonex.router.v1 {
  interface MsgProbeRevealResponse {
    paid: string
    codes: number[]
  }
}
export declare namespace infonex.router.v1 {
  interface MsgRegisterProber {
    prober: string
  }
}
export declare namespace infonex.router.v1 {
  interface MsgRegisterProberResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgRejectMatch {
    operator: string
    matchId: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface MsgRejectMatchResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgReleaseLease {
    sender: string
    matchId: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface MsgReleaseLeaseResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgReportLate {
    sender: string
    matchId: bigint
    receipt: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface MsgReportLateResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgReportLoad {
    operator: string
    serverId: bigint
    loads: PlainTypes['infonex.router.v1.ModelLoad'][]
    connected: number
    queued: number
  }
}
export declare namespace infonex.router.v1 {
  interface MsgReportLoadBatch {
    sender: string
    reports: PlainTypes['infonex.router.v1.SignedLoadReport'][]
  }
}
export declare namespace infonex.router.v1 {
  interface MsgReportLoadBatchResponse {
    taken: number
    codes: number[]
  }
}
export declare namespace infonex.router.v1 {
  interface MsgReportLoadResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgReportNoShow {
    client: string
    matchId: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface MsgReportNoShowResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgRequestMatch {
    client: string
    terms: PlainTypes['infonex.router.v1.MatchTerms'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface MsgRequestMatchResponse {
    matchId: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface MsgRetireProber {
    prober: string
  }
}
export declare namespace infonex.router.v1 {
  interface MsgRetireProberResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgSubmitOverCapacity {
    sender: string
    serverId: bigint
    receipts: PlainTypes['infonex.inference.v1.SignedReceipt'][]
  }
}
export declare namespace infonex.router.v1 {
  interface MsgSubmitOverCapacityResponse {
    slashed: string
  }
}
export declare namespace infonex.router.v1 {
  interface MsgSubscribeServer {
    operator: string
    endpoint: string
    transport: number
    transportKey: Uint8Array
    receiptKey: PlainTypes['infonex.payment.v1.SignerKey'] | null
    region: string
    priceDenom: string
    offers: PlainTypes['infonex.router.v1.Offer'][]
    aggregators: string[]
    hardware: PlainTypes['infonex.router.v1.Hardware'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface MsgSubscribeServerResponse {
    serverId: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface MsgUnsubscribeServer {
    operator: string
    serverId: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface MsgUnsubscribeServerResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgUpdateParams {
    authority: string
    params: PlainTypes['infonex.router.v1.Params'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface MsgUpdateParamsResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface MsgUpdateServer {
    operator: string
    serverId: bigint
    endpoint: string
    transport: number
    transportKey: Uint8Array
    receiptKey: PlainTypes['infonex.payment.v1.SignerKey'] | null
    region: string
    priceDenom: string
    offers: PlainTypes['infonex.router.v1.Offer'][]
    status: number
    aggregators: string[]
    hardware: PlainTypes['infonex.router.v1.Hardware'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface MsgUpdateServerResponse {
  }
}
export declare namespace infonex.router.v1 {
  interface Offer {
    modelId: Uint8Array
    slots: number
    price: string
    pricePerInputKib: bigint
    pricePerOutputKib: bigint
    latencyUs: number
  }
}
export declare namespace infonex.router.v1 {
  interface Params {
    regions: PlainTypes['infonex.router.v1.Region'][]
    links: PlainTypes['infonex.router.v1.RegionLink'][]
    defaultRttUs: number
    defaultLatencyUs: number
    priceBounds: string[]
    meanJobMs: number
    queueFactorBps: number
    serverTtlMs: bigint
    reportMaxAgeBlocks: bigint
    confirmMs: bigint
    confirmBlocks: bigint
    maxLeaseMs: bigint
    requestBlocks: bigint
    outcomeMs: bigint
    maxAttempts: number
    maxMatchesPerClient: number
    maxServersPerOperator: number
    matchesPerBlock: number
    endingsPerBlock: number
    reseatsPerBlock: number
    cutWindowMs: number
    counterpartyBps: number
    counterpartyFloor: number
    overCapacitySlash: string
    jailMs: bigint
    maxReportsPerBatch: number
    probes: PlainTypes['infonex.router.v1.ProbeParams'] | null
    headroomBps: number
    counterpartyAgeMs: bigint
    counterpartyBond: string
    countedFeeMilli: number
  }
}
export declare namespace infonex.router.v1 {
  interface PastOffer {
    modelId: Uint8Array
    slots: number
    untilMs: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface Payer {
    client: string
    sinceMs: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface PaymentAnticipation {
    retailId: bigint
    wholesaleId: bigint
    channelId: Uint8Array
    denom: string
    expected: string
    maximum: string
    ratePerS: bigint
    expiryMs: bigint
    bond: string
  }
}
export declare namespace infonex.router.v1 {
  interface ProbeDuty {
    epoch: bigint
    prober: string
    status: number
    commitment: Uint8Array
  }
}
export declare namespace infonex.router.v1 {
  interface ProbeEpoch {
    epoch: bigint
    beginMs: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface ProbeParams {
    epochBlocks: bigint
    commitBlocks: bigint
    revealBlocks: bigint
    probers: number
    bond: string
    reward: string
    maxResults: number
  }
}
export declare namespace infonex.router.v1 {
  interface ProbeResult {
    serverId: bigint
    receipt: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
    descriptor: PlainTypes['infonex.payment.v1.ChannelDescriptor'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface Prober {
    address: string
    sinceHeight: bigint
    bond: string
  }
}
export declare namespace infonex.router.v1 {
  interface QueryCandidatesRequest {
    client: string
    terms: PlainTypes['infonex.router.v1.MatchTerms'] | null
    limit: number
  }
}
export declare namespace infonex.router.v1 {
  interface QueryCandidatesResponse {
    candidates: PlainTypes['infonex.router.v1.Candidate'][]
    fitting: number
    examined: number
    lane: number
    reason: number
  }
}
export declare namespace infonex.router.v1 {
  interface QueryMatchRequest {
    id: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface QueryMatchResponse {
    match: PlainTypes['infonex.router.v1.Match'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface QueryMatchesRequest {
    client: string
    serverId: bigint
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface QueryMatchesResponse {
    matches: PlainTypes['infonex.router.v1.Match'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface QueryParamsRequest {
  }
}
export declare namespace infonex.router.v1 {
  interface QueryParamsResponse {
    params: PlainTypes['infonex.router.v1.Params'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface QueryProbesRequest {
  }
}
export declare namespace infonex.router.v1 {
  interface QueryProbesResponse {
    probers: PlainTypes['infonex.router.v1.Prober'][]
    duties: PlainTypes['infonex.router.v1.ProbeDuty'][]
    pool: string
  }
}
export declare namespace infonex.router.v1 {
  interface QueryServerRequest {
    id: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface QueryServerResponse {
    server: PlainTypes['infonex.router.v1.Server'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface QueryServerStateRequest {
    id: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface QueryServerStateResponse {
    server: PlainTypes['infonex.router.v1.Server'] | null
    health: PlainTypes['infonex.router.v1.Health'] | null
    standings: PlainTypes['infonex.router.v1.Standing'][]
    paths: PlainTypes['infonex.router.v1.ServerPath'][]
  }
}
export declare namespace infonex.router.v1 {
  interface QueryServersRequest {
    modelId: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface QueryServersResponse {
    servers: PlainTypes['infonex.router.v1.Server'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.router.v1 {
  interface Region {
    name: string
    cell: number
  }
}
export declare namespace infonex.router.v1 {
  interface RegionLink {
    from: string
    to: string
    rttUs: number
  }
}
export declare namespace infonex.router.v1 {
  interface RequestShape {
    requests: number
    inputBytes: bigint
    outputBytes: bigint
  }
}
export declare namespace infonex.router.v1 {
  interface RoutedChannel {
    channelId: Uint8Array
    sequence: bigint
    serverId: bigint
    modelId: Uint8Array
    matchId: bigint
    insisted: boolean
    newest: boolean
    retailId: bigint
    wholesaleId: bigint
    signer: Uint8Array
  }
}
export declare namespace infonex.router.v1 {
  interface Server {
    id: bigint
    operator: string
    endpoint: string
    transport: number
    transportKey: Uint8Array
    receiptKey: PlainTypes['infonex.payment.v1.SignerKey'] | null
    region: string
    priceDenom: string
    offers: PlainTypes['infonex.router.v1.Offer'][]
    status: number
    height: bigint
    aggregators: string[]
    hardware: PlainTypes['infonex.router.v1.Hardware'] | null
    subscribedMs: bigint
    pastOffers: PlainTypes['infonex.router.v1.PastOffer'][]
  }
}
export declare namespace infonex.router.v1 {
  interface ServerPath {
    aggregator: string
    modelId: Uint8Array
    wholesaleId: bigint
    windows: number
    breaches: number
  }
}
export declare namespace infonex.router.v1 {
  interface ServerRecord {
    serverId: bigint
    health: PlainTypes['infonex.router.v1.Health'] | null
    standings: PlainTypes['infonex.router.v1.Standing'][]
  }
}
export declare namespace infonex.router.v1 {
  interface ShownClient {
    epoch: bigint
    client: string
  }
}
export declare namespace infonex.router.v1 {
  interface SignedLoadReport {
    report: PlainTypes['infonex.router.v1.LoadReport'] | null
    signature: Uint8Array
  }
}
export declare namespace infonex.router.v1 {
  interface Standing {
    modelId: Uint8Array
    declared: number
    provenMilli: number
    cutWindow: number
    estMilli: bigint
    atMs: bigint
    leases: number
    serving: boolean
    uptimeClass: number
    latencyUs: number
  }
}
export declare namespace infonex.sla.v1 {
  interface Aggregator {
    address: string
    label: string
    managerUrl: string
    managerKey: PlainTypes['infonex.payment.v1.SignerKey'] | null
    status: number
    registeredHeight: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface Agreement {
    id: bigint
    kind: number
    provider: string
    customer: string
    plan: PlainTypes['infonex.sla.v1.PlanRef'] | null
    status: number
    providerKey: PlainTypes['infonex.payment.v1.SignerKey'] | null
    customerKey: PlainTypes['infonex.payment.v1.SignerKey'] | null
    manager: PlainTypes['infonex.sla.v1.ManagerLimits'] | null
    models: Uint8Array[]
    fromMs: bigint
    untilMs: bigint
    noticeMs: bigint
    feeBps: number
    holdbackBps: number
    effectiveMs: bigint
    actor: string
    height: bigint
    maxPrepay: string
  }
}
export declare namespace infonex.sla.v1 {
  interface Allotment {
    carriesBase: boolean
    slices: PlainTypes['infonex.sla.v1.AllotmentSlice'][]
  }
}
export declare namespace infonex.sla.v1 {
  interface AllotmentSlice {
    ruleId: number
    metricId: number
    limitId: number
    max: PlainTypes['infonex.sla.v1.IrDecimal'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface Bond {
    owner: string
    amount: string
    locked: string
    unbonding: string
  }
}
export declare namespace infonex.sla.v1 {
  interface BondLock {
    owner: string
    purpose: number
    reference: Uint8Array
    amount: string
  }
}
export declare namespace infonex.sla.v1 {
  interface ChannelAllotment {
    agreementId: bigint
    channelId: Uint8Array
    allotment: PlainTypes['infonex.sla.v1.Allotment'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface ChannelCount {
    agreementId: bigint
    opened: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface ChannelReport {
    window: PlainTypes['infonex.sla.v1.GuaranteeWindowId'] | null
    channelId: Uint8Array
    counters: PlainTypes['infonex.sla.v1.GuaranteeCounters'] | null
    value: string
  }
}
export declare namespace infonex.sla.v1 {
  interface ContractLedger {
    retailId: bigint
    wholesaleId: bigint
    served: string
    compensated: string
  }
}
export declare namespace infonex.sla.v1 {
  interface GenesisPlan {
    plan: PlainTypes['infonex.sla.v1.Plan'] | null
    document: Uint8Array
  }
}
export declare namespace infonex.sla.v1 {
  interface GenesisState {
    params: PlainTypes['infonex.sla.v1.Params'] | null
    aggregators: PlainTypes['infonex.sla.v1.Aggregator'][]
    memberships: PlainTypes['infonex.sla.v1.Membership'][]
    bonds: PlainTypes['infonex.sla.v1.Bond'][]
    locks: PlainTypes['infonex.sla.v1.BondLock'][]
    unbondings: PlainTypes['infonex.sla.v1.Unbonding'][]
    plans: PlainTypes['infonex.sla.v1.GenesisPlan'][]
    agreements: PlainTypes['infonex.sla.v1.Agreement'][]
    nextPlan: bigint
    nextAgreement: bigint
    nextUnbonding: bigint
    margins: PlainTypes['infonex.sla.v1.Margin'][]
    windows: PlainTypes['infonex.sla.v1.GuaranteeWindow'][]
    reports: PlainTypes['infonex.sla.v1.ChannelReport'][]
    ledgers: PlainTypes['infonex.sla.v1.ContractLedger'][]
    uses: PlainTypes['infonex.sla.v1.GuaranteeUse'][]
    allotments: PlainTypes['infonex.sla.v1.ChannelAllotment'][]
    channelCounts: PlainTypes['infonex.sla.v1.ChannelCount'][]
  }
}
export declare namespace infonex.sla.v1 {
  interface GuaranteeCounters {
    total: bigint
    over: bigint
    sum: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface GuaranteeReport {
    chainId: string
    channelId: Uint8Array
    retailId: bigint
    wholesaleId: bigint
    guarantee: number
    windowStartMs: bigint
    counters: PlainTypes['infonex.sla.v1.GuaranteeCounters'] | null
    value: string
  }
}
export declare namespace infonex.sla.v1 {
  interface GuaranteeUse {
    retailId: bigint
    wholesaleId: bigint
    guarantee: number
    value: string
  }
}
export declare namespace infonex.sla.v1 {
  interface GuaranteeVerdict {
    height: bigint
    breached: boolean
    creditBps: number
    due: string
    fromHoldback: string
    fromSupplier: string
    fromAggregator: string
  }
}
export declare namespace infonex.sla.v1 {
  interface GuaranteeWindow {
    id: PlainTypes['infonex.sla.v1.GuaranteeWindowId'] | null
    counters: PlainTypes['infonex.sla.v1.GuaranteeCounters'] | null
    value: string
    channels: number
    settleHeight: bigint
    verdict: PlainTypes['infonex.sla.v1.GuaranteeVerdict'] | null
    missed: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface GuaranteeWindowId {
    retailId: bigint
    wholesaleId: bigint
    guarantee: number
    startMs: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface IrContext {
    id: string
    provider: string
    agreement: boolean
    customer: string
    api: string
  }
}
export declare namespace infonex.sla.v1 {
  interface IrCreditStep {
    belowBps: number
    creditBps: number
  }
}
export declare namespace infonex.sla.v1 {
  interface IrDecimal {
    whole: bigint
    micro: number
    negative: boolean
  }
}
export declare namespace infonex.sla.v1 {
  interface IrGuarantee {
    path: string
    method: string
    metricId: number
    comparison: number
    value: PlainTypes['infonex.sla.v1.IrDecimal'] | null
    period: PlainTypes['infonex.sla.v1.IrPeriod'] | null
    dynamic: boolean
    quantileBps: number
    credits: PlainTypes['infonex.sla.v1.IrCreditStep'][]
  }
}
export declare namespace infonex.sla.v1 {
  interface IrLimit {
    maxKind: number
    max: PlainTypes['infonex.sla.v1.IrDecimal'] | null
    period: PlainTypes['infonex.sla.v1.IrPeriod'] | null
    average: boolean
    tenant: boolean
    operation: PlainTypes['infonex.sla.v1.IrPack'] | null
    overage: PlainTypes['infonex.sla.v1.IrPack'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface IrLimitSet {
    metricLimitsIds: number[]
  }
}
export declare namespace infonex.sla.v1 {
  interface IrMetric {
    name: string
    type: number
    format: string
    unit: string
    resolution: number
    kind: number
  }
}
export declare namespace infonex.sla.v1 {
  interface IrMetricLimits {
    metricId: number
    limitIds: number[]
  }
}
export declare namespace infonex.sla.v1 {
  interface IrPack {
    units: PlainTypes['infonex.sla.v1.IrDecimal'] | null
    cost: PlainTypes['infonex.sla.v1.IrDecimal'] | null
    rounding: number
  }
}
export declare namespace infonex.sla.v1 {
  interface IrPeriod {
    unit: number
    amount: number
  }
}
export declare namespace infonex.sla.v1 {
  interface IrPlan {
    name: string
    pricing: PlainTypes['infonex.sla.v1.IrPricing'] | null
    guarantees: PlainTypes['infonex.sla.v1.IrGuarantee'][]
    availability: string[]
    configuration: PlainTypes['infonex.sla.v1.IrSetting'][]
  }
}
export declare namespace infonex.sla.v1 {
  interface IrPricing {
    custom: boolean
    cost: PlainTypes['infonex.sla.v1.IrDecimal'] | null
    currency: string
    period: PlainTypes['infonex.sla.v1.IrPeriod'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface IrRow {
    setNumbers: number[]
  }
}
export declare namespace infonex.sla.v1 {
  interface IrSetting {
    key: string
    value: string
  }
}
export declare namespace infonex.sla.v1 {
  interface IrSettlement {
    denom: string
    units: bigint
    per: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface ManagerLimits {
    manager: string
    key: PlainTypes['infonex.payment.v1.SignerKey'] | null
    maxCap: string
    maxRatePerS: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface Margin {
    retail: PlainTypes['infonex.sla.v1.PlanRef'] | null
    wholesale: PlainTypes['infonex.sla.v1.PlanRef'] | null
    feeBps: number
  }
}
export declare namespace infonex.sla.v1 {
  interface Membership {
    aggregator: string
    supplier: string
    status: number
    sinceHeight: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface MeterBinding {
    ruleId: number
    metricId: number
    rate: boolean
    units: bigint
    billable: bigint
    windows: PlainTypes['infonex.sla.v1.MeterWindow'][]
  }
}
export declare namespace infonex.sla.v1 {
  interface MeterCounter {
    operation: string
    method: string
    metric: string
    total: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface MeterState {
    startMs: bigint
    tMs: bigint
    bindings: PlainTypes['infonex.sla.v1.MeterBinding'][]
  }
}
export declare namespace infonex.sla.v1 {
  interface MeterWindow {
    limitId: number
    index: bigint
    before: bigint
    closedPacks: string
    closedOverage: string
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgAcceptAgreement {
    sender: string
    agreementId: bigint
    key: PlainTypes['infonex.payment.v1.SignerKey'] | null
    manager: PlainTypes['infonex.sla.v1.ManagerLimits'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgAcceptAgreementResponse {
    agreement: PlainTypes['infonex.sla.v1.Agreement'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgAcceptMember {
    aggregator: string
    supplier: string
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgAcceptMemberResponse {
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgAllotChannels {
    parties: string[]
    agreementId: bigint
    allotments: PlainTypes['infonex.sla.v1.ChannelAllotment'][]
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgAllotChannelsResponse {
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgBond {
    owner: string
    amount: PlainTypes['cosmos.base.v1beta1.Coin'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgBondResponse {
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgJoinAggregator {
    supplier: string
    aggregator: string
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgJoinAggregatorResponse {
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgLeaveAggregator {
    sender: string
    aggregator: string
    supplier: string
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgLeaveAggregatorResponse {
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgProposeAgreement {
    sender: string
    kind: number
    provider: string
    customer: string
    plan: PlainTypes['infonex.sla.v1.PlanRef'] | null
    key: PlainTypes['infonex.payment.v1.SignerKey'] | null
    manager: PlainTypes['infonex.sla.v1.ManagerLimits'] | null
    models: Uint8Array[]
    fromMs: bigint
    untilMs: bigint
    noticeMs: bigint
    holdbackBps: number
    maxPrepay: string
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgProposeAgreementResponse {
    agreementId: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgRegisterAggregator {
    address: string
    label: string
    managerUrl: string
    managerKey: PlainTypes['infonex.payment.v1.SignerKey'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgRegisterAggregatorResponse {
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgRegisterPlan {
    owner: string
    document: Uint8Array
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgRegisterPlanResponse {
    plan: PlainTypes['infonex.sla.v1.Plan'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgReportGuarantee {
    sender: string
    reports: PlainTypes['infonex.sla.v1.SignedGuaranteeReport'][]
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgReportGuaranteeResponse {
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgResumeAgreement {
    sender: string
    agreementId: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgResumeAgreementResponse {
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgRetireAggregator {
    address: string
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgRetireAggregatorResponse {
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgRetirePlan {
    owner: string
    planId: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgRetirePlanResponse {
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgSettleGuaranteeWindow {
    sender: string
    window: PlainTypes['infonex.sla.v1.GuaranteeWindowId'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgSettleGuaranteeWindowResponse {
    window: PlainTypes['infonex.sla.v1.GuaranteeWindow'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgSuspendAgreement {
    sender: string
    agreementId: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgSuspendAgreementResponse {
    effectiveMs: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgTerminateAgreement {
    sender: string
    agreementId: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgTerminateAgreementResponse {
    effectiveMs: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgUnbond {
    owner: string
    amount: PlainTypes['cosmos.base.v1beta1.Coin'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgUnbondResponse {
    id: bigint
    completeMs: bigint
    completeHeight: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgUpdateAggregator {
    address: string
    label: string
    managerUrl: string
    managerKey: PlainTypes['infonex.payment.v1.SignerKey'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgUpdateAggregatorResponse {
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgUpdateParams {
    authority: string
    params: PlainTypes['infonex.sla.v1.Params'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgUpdateParamsResponse {
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgUpdatePlan {
    owner: string
    planId: bigint
    document: Uint8Array
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgUpdatePlanResponse {
    plan: PlainTypes['infonex.sla.v1.Plan'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgWithdrawProposal {
    sender: string
    agreementId: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface MsgWithdrawProposalResponse {
  }
}
export declare namespace infonex.sla.v1 {
  interface Params {
    bondDenom: string
    minAggregatorBond: string
    unbondingMs: bigint
    unbondingBlocks: bigint
    maxPlanBytes: number
    feeBps: number
    minHoldbackBps: number
    minNoticeMs: bigint
    maxPlansPerAggregator: number
    maxUnbondings: number
    guaranteeDisputeMs: bigint
    endsPerBlock: number
    proposalMs: bigint
    guaranteeDisputeBlocks: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface Plan {
    id: bigint
    version: number
    owner: string
    canonSha256: Uint8Array
    status: number
    denom: string
    names: string[]
    height: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface PlanRef {
    planId: bigint
    version: number
    name: string
    canonSha256: Uint8Array
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryAggregatorRequest {
    address: string
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryAggregatorResponse {
    aggregator: PlainTypes['infonex.sla.v1.Aggregator'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryAggregatorsRequest {
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryAggregatorsResponse {
    aggregators: PlainTypes['infonex.sla.v1.Aggregator'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryAgreementRequest {
    agreementId: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryAgreementResponse {
    agreement: PlainTypes['infonex.sla.v1.Agreement'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryAgreementsRequest {
    party: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryAgreementsResponse {
    agreements: PlainTypes['infonex.sla.v1.Agreement'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryAllotmentsRequest {
    agreementId: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryAllotmentsResponse {
    allotments: PlainTypes['infonex.sla.v1.ChannelAllotment'][]
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryBondRequest {
    owner: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryBondResponse {
    bond: PlainTypes['infonex.sla.v1.Bond'] | null
    locks: PlainTypes['infonex.sla.v1.BondLock'][]
    unbondings: PlainTypes['infonex.sla.v1.Unbonding'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryContractRequest {
    retailId: bigint
    wholesaleId: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryContractResponse {
    retail: PlainTypes['infonex.sla.v1.Agreement'] | null
    wholesale: PlainTypes['infonex.sla.v1.Agreement'] | null
    retailPlan: PlainTypes['infonex.sla.v1.Plan'] | null
    wholesalePlan: PlainTypes['infonex.sla.v1.Plan'] | null
    denom: string
    open: boolean
    reason: string
    ledger: PlainTypes['infonex.sla.v1.ContractLedger'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryGuaranteeWindowsRequest {
    retailId: bigint
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryGuaranteeWindowsResponse {
    windows: PlainTypes['infonex.sla.v1.GuaranteeWindow'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryMembersRequest {
    aggregator: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryMembersResponse {
    members: PlainTypes['infonex.sla.v1.Membership'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryMembershipsRequest {
    supplier: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryMembershipsResponse {
    memberships: PlainTypes['infonex.sla.v1.Membership'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryParamsRequest {
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryParamsResponse {
    params: PlainTypes['infonex.sla.v1.Params'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryPlanRequest {
    planId: bigint
    version: number
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryPlanResponse {
    plan: PlainTypes['infonex.sla.v1.Plan'] | null
    document: Uint8Array
    compiled: Uint8Array
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryPlansRequest {
    owner: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryPlansResponse {
    plans: PlainTypes['infonex.sla.v1.Plan'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryPriceRequest {
    planId: bigint
    version: number
    name: string
    usage: PlainTypes['infonex.sla.v1.Usage'][]
  }
}
export declare namespace infonex.sla.v1 {
  interface QueryPriceResponse {
    amount: string
    denom: string
  }
}
export declare namespace infonex.sla.v1 {
  interface SignedGuaranteeReport {
    report: PlainTypes['infonex.sla.v1.GuaranteeReport'] | null
    supplierSignature: Uint8Array
    clientSignature: Uint8Array
  }
}
export declare namespace infonex.sla.v1 {
  interface SlaIr {
    version: number
    context: PlainTypes['infonex.sla.v1.IrContext'] | null
    settlement: PlainTypes['infonex.sla.v1.IrSettlement'] | null
    tzOffsetMinutes: number
    metrics: PlainTypes['infonex.sla.v1.IrMetric'][]
    pathShared: number[]
    pathRest: string[]
    pathMethods: number[]
    limits: PlainTypes['infonex.sla.v1.IrLimit'][]
    metricLimits: PlainTypes['infonex.sla.v1.IrMetricLimits'][]
    sets: PlainTypes['infonex.sla.v1.IrLimitSet'][]
    rows: PlainTypes['infonex.sla.v1.IrRow'][]
    ruleRows: number[]
    plans: PlainTypes['infonex.sla.v1.IrPlan'][]
  }
}
export declare namespace infonex.sla.v1 {
  interface Unbonding {
    owner: string
    id: bigint
    amount: string
    completeMs: bigint
    completeHeight: bigint
  }
}
export declare namespace infonex.sla.v1 {
  interface Usage {
    path: string
    method: string
    metric: string
    units: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface Assertion {
    id: bigint
    supplier: string
    root: Uint8Array
    count: number
    feeTotal: string
    denom: string
    assertedMs: bigint
    assertedHeight: bigint
    untilMs: bigint
    untilHeight: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface Attester {
    address: string
    url: string
    sinceHeight: bigint
    seat: number
    duties: number
    attested: bigint
    missed: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface Attribution {
    descriptor: PlainTypes['infonex.payment.v1.ChannelDescriptor'] | null
    serverId: bigint
    receiptKey: Uint8Array
  }
}
export declare namespace infonex.verification.v1 {
  interface Conflict {
    party: string
    channelId: Uint8Array
    sequence: bigint
    kind: number
    untilMs: bigint
    untilHeight: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface Demand {
    id: bigint
    channelId: Uint8Array
    sequence: bigint
    demander: string
    supplier: string
    supplierKey: PlainTypes['infonex.payment.v1.SignerKey'] | null
    requestDigest: Uint8Array
    receiptId: Uint8Array
    outputDigest: Uint8Array
    modelId: Uint8Array
    inputDigest: Uint8Array
    priceMax: string
    denom: string
    key: Uint8Array
    deposit: string
    depositDenom: string
    fee: string
    status: number
    outcome: number
    dueMs: bigint
    dueHeight: bigint
    answerKey: Uint8Array
    ciphertextHash: Uint8Array
    maxBytes: number
    quorum: number
    drawHeight: bigint
    committee: string[]
    attested: string[]
    attestFee: string
    ciphertextBytes: number
    retailId: bigint
    wholesaleId: bigint
    openedMs: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface DeniedReceipt {
    demandId: bigint
    receipt: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface Faults {
    party: string
    undelivered: bigint
    wrong: bigint
    declined: bigint
    conflicts: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface FeeMisstatement {
    receipt: PlainTypes['infonex.inference.v1.Receipt'] | null
    inclusion: PlainTypes['infonex.verification.v1.Inclusion'] | null
    statedFee: string
  }
}
export declare namespace infonex.verification.v1 {
  interface GenesisAnswer {
    demandId: bigint
    ciphertext: Uint8Array
  }
}
export declare namespace infonex.verification.v1 {
  interface GenesisState {
    params: PlainTypes['infonex.verification.v1.Params'] | null
    nextAssertion: bigint
    nextDemand: bigint
    assertions: PlainTypes['infonex.verification.v1.Assertion'][]
    receipts: PlainTypes['infonex.verification.v1.ReceiptRecord'][]
    demands: PlainTypes['infonex.verification.v1.Demand'][]
    answers: PlainTypes['infonex.verification.v1.GenesisAnswer'][]
    conflicts: PlainTypes['infonex.verification.v1.Conflict'][]
    faults: PlainTypes['infonex.verification.v1.Faults'][]
    keys: PlainTypes['infonex.verification.v1.ReceiptKey'][]
    attesters: PlainTypes['infonex.verification.v1.Attester'][]
  }
}
export declare namespace infonex.verification.v1 {
  interface Inclusion {
    assertionId: bigint
    index: number
    path: PlainTypes['infonex.verification.v1.SumNode'][]
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgAnchorReceipt {
    sender: string
    receipt: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
    attribution: PlainTypes['infonex.verification.v1.Attribution'] | null
    inclusion: PlainTypes['infonex.verification.v1.Inclusion'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgAnchorReceiptResponse {
    receiptId: Uint8Array
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgAnswerDemand {
    supplier: string
    demandId: bigint
    key: Uint8Array
    ciphertext: Uint8Array
    receipt: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
    ciphertextHash: Uint8Array
    ciphertextBytes: number
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgAnswerDemandResponse {
    dueMs: bigint
    dueHeight: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgAssertReceipts {
    supplier: string
    root: Uint8Array
    count: number
    feeTotal: string
    denom: string
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgAssertReceiptsResponse {
    assertionId: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgAttestDelivery {
    attester: string
    demandId: bigint
    ciphertextHash: Uint8Array
    ciphertextBytes: number
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgAttestDeliveryResponse {
    answered: boolean
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgDeclineDemand {
    supplier: string
    demandId: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgDeclineDemandResponse {
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgDemandOutput {
    demander: string
    attribution: PlainTypes['infonex.verification.v1.Attribution'] | null
    receipt: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
    request: PlainTypes['infonex.inference.v1.Request'] | null
    requestSignature: Uint8Array
    key: Uint8Array
    deposit: PlainTypes['cosmos.base.v1beta1.Coin'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgDemandOutputResponse {
    demandId: bigint
    dueMs: bigint
    dueHeight: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgProveWrongDelivery {
    demander: string
    demandId: bigint
    secretKey: Uint8Array
    ciphertext: Uint8Array
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgProveWrongDeliveryResponse {
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgRegisterAttester {
    attester: string
    url: string
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgRegisterAttesterResponse {
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgRetireAttester {
    attester: string
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgRetireAttesterResponse {
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgSubmitEvidence {
    reporter: string
    attribution: PlainTypes['infonex.verification.v1.Attribution'] | null
    receipts: PlainTypes['infonex.verification.v1.ReceiptConflict'] | null
    requests: PlainTypes['infonex.verification.v1.RequestConflict'] | null
    fee: PlainTypes['infonex.verification.v1.FeeMisstatement'] | null
    denied: PlainTypes['infonex.verification.v1.DeniedReceipt'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgSubmitEvidenceResponse {
    party: string
    slashed: string
    reward: string
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgUpdateParams {
    authority: string
    params: PlainTypes['infonex.verification.v1.Params'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface MsgUpdateParamsResponse {
  }
}
export declare namespace infonex.verification.v1 {
  interface OutputBundle {
    salt: Uint8Array
    tensors: PlainTypes['infonex.verification.v1.OutputTensor'][]
  }
}
export declare namespace infonex.verification.v1 {
  interface OutputTensor {
    dtype: number
    shape: bigint[]
    data: Uint8Array
  }
}
export declare namespace infonex.verification.v1 {
  interface Params {
    windowMs: bigint
    windowBlocks: bigint
    answerMs: bigint
    answerBlocks: bigint
    reviewMs: bigint
    reviewBlocks: bigint
    maxAnswerBytes: number
    depositDenom: string
    answerFee: string
    bytePrice: string
    disputeLock: string
    conflictSlash: string
    reporterBps: number
    maxOpenDemands: number
    maxBatch: number
    endsPerBlock: number
    maxAttestedBytes: number
    attestMs: bigint
    attestBlocks: bigint
    committeeSize: number
    quorum: number
    attestFee: string
    attesterBond: string
    maxAttesters: number
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryAssertionRequest {
    assertionId: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryAssertionResponse {
    assertion: PlainTypes['infonex.verification.v1.Assertion'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryAssertionsRequest {
    supplier: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryAssertionsResponse {
    assertions: PlainTypes['infonex.verification.v1.Assertion'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryAttesterRequest {
    address: string
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryAttesterResponse {
    attester: PlainTypes['infonex.verification.v1.Attester'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryAttestersRequest {
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryAttestersResponse {
    attesters: PlainTypes['infonex.verification.v1.Attester'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryDemandForRequest {
    channelId: string
    sequence: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryDemandForResponse {
    demand: PlainTypes['infonex.verification.v1.Demand'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryDemandRequest {
    demandId: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryDemandResponse {
    demand: PlainTypes['infonex.verification.v1.Demand'] | null
    ciphertext: Uint8Array
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryFaultsRequest {
    party: string
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryFaultsResponse {
    faults: PlainTypes['infonex.verification.v1.Faults'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryOpenDemandsRequest {
    supplier: string
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryOpenDemandsResponse {
    demands: PlainTypes['infonex.verification.v1.Demand'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryParamsRequest {
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryParamsResponse {
    params: PlainTypes['infonex.verification.v1.Params'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryReceiptRequest {
    receiptId: string
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryReceiptResponse {
    receipt: PlainTypes['infonex.verification.v1.ReceiptRecord'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryReceiptsRequest {
    channelId: string
    sequence: bigint
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageRequest'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface QueryReceiptsResponse {
    receipts: PlainTypes['infonex.verification.v1.ReceiptRecord'][]
    pagination: PlainTypes['cosmos.base.query.v1beta1.PageResponse'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface ReceiptConflict {
    first: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
    second: PlainTypes['infonex.inference.v1.SignedReceipt'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface ReceiptKey {
    serverId: bigint
    key: PlainTypes['infonex.payment.v1.SignerKey'] | null
    operator: string
    untilMs: bigint
    untilHeight: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface ReceiptRecord {
    id: Uint8Array
    channelId: Uint8Array
    sequence: bigint
    supplier: string
    requestDigest: Uint8Array
    outputDigest: Uint8Array
    modelId: Uint8Array
    price: string
    cumulative: string
    denom: string
    assertionId: bigint
    standing: number
    untilMs: bigint
    untilHeight: bigint
  }
}
export declare namespace infonex.verification.v1 {
  interface RequestConflict {
    first: PlainTypes['infonex.inference.v1.SignedRequest'] | null
    second: PlainTypes['infonex.inference.v1.SignedRequest'] | null
  }
}
export declare namespace infonex.verification.v1 {
  interface SumNode {
    hash: Uint8Array
    sum: string
  }
}
export declare namespace onnx {
  interface AttributeProto {
    name: string
    f: number
    i: bigint
    s: Uint8Array
    t: PlainTypes['onnx.TensorProto'] | null
    g: PlainTypes['onnx.GraphProto'] | null
    floats: number[]
    ints: bigint[]
    strings: Uint8Array[]
    tensors: PlainTypes['onnx.TensorProto'][]
    graphs: PlainTypes['onnx.GraphProto'][]
    type: number
    refAttrName: string
  }
}
export declare namespace onnx {
  interface FunctionProto {
    name: string
  }
}
export declare namespace onnx {
  interface GraphProto {
    node: PlainTypes['onnx.NodeProto'][]
    name: string
    initializer: PlainTypes['onnx.TensorProto'][]
    input: PlainTypes['onnx.ValueInfoProto'][]
    output: PlainTypes['onnx.ValueInfoProto'][]
    valueInfo: PlainTypes['onnx.ValueInfoProto'][]
    sparseInitializer: PlainTypes['onnx.SparseTensorProto'][]
  }
}
export declare namespace onnx {
  interface ModelProto {
    irVersion: bigint
    producerName: string
    producerVersion: string
    domain: string
    modelVersion: bigint
    graph: PlainTypes['onnx.GraphProto'] | null
    opsetImport: PlainTypes['onnx.OperatorSetIdProto'][]
    functions: PlainTypes['onnx.FunctionProto'][]
  }
}
export declare namespace onnx {
  interface NodeProto {
    input: string[]
    output: string[]
    name: string
    opType: string
    attribute: PlainTypes['onnx.AttributeProto'][]
    domain: string
    overload: string
  }
}
export declare namespace onnx {
  interface OperatorSetIdProto {
    domain: string
    version: bigint
  }
}
export declare namespace onnx {
  interface SparseTensorProto {
    values: PlainTypes['onnx.TensorProto'] | null
  }
}
export declare namespace onnx {
  interface StringStringEntryProto {
    key: string
    value: string
  }
}
export declare namespace onnx {
  interface TensorProto {
    dims: bigint[]
    dataType: number
    floatData: number[]
    int32Data: number[]
    stringData: Uint8Array[]
    int64Data: bigint[]
    name: string
    rawData: Uint8Array
    doubleData: number[]
    uint64Data: bigint[]
    externalData: PlainTypes['onnx.StringStringEntryProto'][]
    dataLocation: number
  }
}
export declare namespace onnx {
  interface TensorShapeProto {
    dim: PlainTypes['onnx.TensorShapeProto.Dimension'][]
  }
}
export declare namespace onnx.TensorShapeProto {
  interface Dimension {
    dimValue?: bigint
    dimParam?: string
  }
}
export declare namespace onnx {
  interface TypeProto {
    tensorType?: PlainTypes['onnx.TypeProto.Tensor']
  }
}
export declare namespace onnx.TypeProto {
  interface Tensor {
    elemType: number
    shape: PlainTypes['onnx.TensorShapeProto'] | null
  }
}
export declare namespace onnx {
  interface ValueInfoProto {
    name: string
    type: PlainTypes['onnx.TypeProto'] | null
  }
}
export declare namespace tendermint.abci {
  interface Event {
    type: string
    attributes: PlainTypes['tendermint.abci.EventAttribute'][]
  }
}
export declare namespace tendermint.abci {
  interface EventAttribute {
    key: string
    value: string
    index: boolean
  }
}
export declare namespace tendermint.abci {
  interface ExecTxResult {
    code: number
    data: Uint8Array
    log: string
    info: string
    gasWanted: bigint
    gasUsed: bigint
    events: PlainTypes['tendermint.abci.Event'][]
    codespace: string
  }
}
export declare namespace tendermint.crypto {
  interface DominoOp {
    key: string
    input: string
    output: string
  }
}
export declare namespace tendermint.crypto {
  interface Proof {
    total: bigint
    index: bigint
    leafHash: Uint8Array
    aunts: Uint8Array[]
  }
}
export declare namespace tendermint.crypto {
  interface ProofOp {
    type: string
    key: Uint8Array
    data: Uint8Array
  }
}
export declare namespace tendermint.crypto {
  interface ProofOps {
    ops: PlainTypes['tendermint.crypto.ProofOp'][]
  }
}
export declare namespace tendermint.crypto {
  interface PublicKey {
    ed25519?: Uint8Array
    secp256k1?: Uint8Array
  }
}
export declare namespace tendermint.crypto {
  interface ValueOp {
    key: Uint8Array
    proof: PlainTypes['tendermint.crypto.Proof'] | null
  }
}
export declare namespace tendermint.p2p {
  interface DefaultNodeInfo {
    protocolVersion: PlainTypes['tendermint.p2p.ProtocolVersion'] | null
    defaultNodeId: string
    listenAddr: string
    network: string
    version: string
    channels: Uint8Array
    moniker: string
    other: PlainTypes['tendermint.p2p.DefaultNodeInfoOther'] | null
  }
}
export declare namespace tendermint.p2p {
  interface DefaultNodeInfoOther {
    txIndex: string
    rpcAddress: string
  }
}
export declare namespace tendermint.p2p {
  interface ProtocolVersion {
    p2p: bigint
    block: bigint
    app: bigint
  }
}
export declare namespace tendermint.types {
  interface Block {
    header: PlainTypes['tendermint.types.Header'] | null
    data: PlainTypes['tendermint.types.Data'] | null
    evidence: PlainTypes['tendermint.types.EvidenceList'] | null
    lastCommit: PlainTypes['tendermint.types.Commit'] | null
  }
}
export declare namespace tendermint.types {
  interface BlockID {
    hash: Uint8Array
    partSetHeader: PlainTypes['tendermint.types.PartSetHeader'] | null
  }
}
export declare namespace tendermint.types {
  interface BlockMeta {
    blockId: PlainTypes['tendermint.types.BlockID'] | null
    blockSize: bigint
    header: PlainTypes['tendermint.types.Header'] | null
    numTxs: bigint
  }
}
export declare namespace tendermint.types {
  interface BlockParams {
    maxBytes: bigint
    maxGas: bigint
    timeIotaMs: bigint
  }
}
export declare namespace tendermint.types {
  interface Commit {
    height: bigint
    round: number
    blockId: PlainTypes['tendermint.types.BlockID'] | null
    signatures: PlainTypes['tendermint.types.CommitSig'][]
  }
}
export declare namespace tendermint.types {
  interface CommitSig {
    blockIdFlag: number
    validatorAddress: Uint8Array
    timestamp: PlainTypes['google.protobuf.Timestamp'] | null
    signature: Uint8Array
  }
}
export declare namespace tendermint.types {
  interface ConsensusParams {
    block: PlainTypes['tendermint.types.BlockParams'] | null
    evidence: PlainTypes['tendermint.types.EvidenceParams'] | null
    validator: PlainTypes['tendermint.types.ValidatorParams'] | null
    version: PlainTypes['tendermint.types.VersionParams'] | null
  }
}
export declare namespace tendermint.types {
  interface Data {
    txs: Uint8Array[]
  }
}
export declare namespace tendermint.types {
  interface DuplicateVoteEvidence {
    voteA: PlainTypes['tendermint.types.Vote'] | null
    voteB: PlainTypes['tendermint.types.Vote'] | null
    totalVotingPower: bigint
    validatorPower: bigint
    timestamp: PlainTypes['google.protobuf.Timestamp'] | null
  }
}
export declare namespace tendermint.types {
  interface Evidence {
    duplicateVoteEvidence?: PlainTypes['tendermint.types.DuplicateVoteEvidence']
    lightClientAttackEvidence?: PlainTypes['tendermint.types.LightClientAttackEvidence']
  }
}
export declare namespace tendermint.types {
  interface EvidenceList {
    evidence: PlainTypes['tendermint.types.Evidence'][]
  }
}
export declare namespace tendermint.types {
  interface EvidenceParams {
    maxAgeNumBlocks: bigint
    maxAgeDuration: PlainTypes['google.protobuf.Duration'] | null
    maxBytes: bigint
  }
}
export declare namespace tendermint.types {
  interface HashedParams {
    blockMaxBytes: bigint
    blockMaxGas: bigint
  }
}
export declare namespace tendermint.types {
  interface Header {
    version: PlainTypes['tendermint.version.Consensus'] | null
    chainId: string
    height: bigint
    time: PlainTypes['google.protobuf.Timestamp'] | null
    lastBlockId: PlainTypes['tendermint.types.BlockID'] | null
    lastCommitHash: Uint8Array
    dataHash: Uint8Array
    validatorsHash: Uint8Array
    nextValidatorsHash: Uint8Array
    consensusHash: Uint8Array
    appHash: Uint8Array
    lastResultsHash: Uint8Array
    evidenceHash: Uint8Array
    proposerAddress: Uint8Array
  }
}
export declare namespace tendermint.types {
  interface LightBlock {
    signedHeader: PlainTypes['tendermint.types.SignedHeader'] | null
    validatorSet: PlainTypes['tendermint.types.ValidatorSet'] | null
  }
}
export declare namespace tendermint.types {
  interface LightClientAttackEvidence {
    conflictingBlock: PlainTypes['tendermint.types.LightBlock'] | null
    commonHeight: bigint
    byzantineValidators: PlainTypes['tendermint.types.Validator'][]
    totalVotingPower: bigint
    timestamp: PlainTypes['google.protobuf.Timestamp'] | null
  }
}
export declare namespace tendermint.types {
  interface Part {
    index: number
    bytes: Uint8Array
    proof: PlainTypes['tendermint.crypto.Proof'] | null
  }
}
export declare namespace tendermint.types {
  interface PartSetHeader {
    total: number
    hash: Uint8Array
  }
}
export declare namespace tendermint.types {
  interface Proposal {
    type: number
    height: bigint
    round: number
    polRound: number
    blockId: PlainTypes['tendermint.types.BlockID'] | null
    timestamp: PlainTypes['google.protobuf.Timestamp'] | null
    signature: Uint8Array
  }
}
export declare namespace tendermint.types {
  interface SignedHeader {
    header: PlainTypes['tendermint.types.Header'] | null
    commit: PlainTypes['tendermint.types.Commit'] | null
  }
}
export declare namespace tendermint.types {
  interface SimpleValidator {
    pubKey: PlainTypes['tendermint.crypto.PublicKey'] | null
    votingPower: bigint
  }
}
export declare namespace tendermint.types {
  interface TxProof {
    rootHash: Uint8Array
    data: Uint8Array
    proof: PlainTypes['tendermint.crypto.Proof'] | null
  }
}
export declare namespace tendermint.types {
  interface Validator {
    address: Uint8Array
    pubKey: PlainTypes['tendermint.crypto.PublicKey'] | null
    votingPower: bigint
    proposerPriority: bigint
  }
}
export declare namespace tendermint.types {
  interface ValidatorParams {
    pubKeyTypes: string[]
  }
}
export declare namespace tendermint.types {
  interface ValidatorSet {
    validators: PlainTypes['tendermint.types.Validator'][]
    proposer: PlainTypes['tendermint.types.Validator'] | null
    totalVotingPower: bigint
  }
}
export declare namespace tendermint.types {
  interface VersionParams {
    appVersion: bigint
  }
}
export declare namespace tendermint.types {
  interface Vote {
    type: number
    height: bigint
    round: number
    blockId: PlainTypes['tendermint.types.BlockID'] | null
    timestamp: PlainTypes['google.protobuf.Timestamp'] | null
    validatorAddress: Uint8Array
    validatorIndex: number
    signature: Uint8Array
  }
}
export declare namespace tendermint.version {
  interface App {
    protocol: bigint
    software: string
  }
}
export declare namespace tendermint.version {
  interface Consensus {
    block: bigint
    app: bigint
  }
}
/** Every rpc by its path, with its plain request and response. */
export interface RpcTypes {
  '/cosmos.auth.v1beta1.Query/Accounts': { request: PlainTypes['cosmos.auth.v1beta1.QueryAccountsRequest']; response: PlainTypes['cosmos.auth.v1beta1.QueryAccountsResponse'] }
  '/cosmos.auth.v1beta1.Query/Account': { request: PlainTypes['cosmos.auth.v1beta1.QueryAccountRequest']; response: PlainTypes['cosmos.auth.v1beta1.QueryAccountResponse'] }
  '/cosmos.auth.v1beta1.Query/AccountAddressByID': { request: PlainTypes['cosmos.auth.v1beta1.QueryAccountAddressByIDRequest']; response: PlainTypes['cosmos.auth.v1beta1.QueryAccountAddressByIDResponse'] }
  '/cosmos.auth.v1beta1.Query/Params': { request: PlainTypes['cosmos.auth.v1beta1.QueryParamsRequest']; response: PlainTypes['cosmos.auth.v1beta1.QueryParamsResponse'] }
  '/cosmos.auth.v1beta1.Query/ModuleAccounts': { request: PlainTypes['cosmos.auth.v1beta1.QueryModuleAccountsRequest']; response: PlainTypes['cosmos.auth.v1beta1.QueryModuleAccountsResponse'] }
  '/cosmos.auth.v1beta1.Query/ModuleAccountByName': { request: PlainTypes['cosmos.auth.v1beta1.QueryModuleAccountByNameRequest']; response: PlainTypes['cosmos.auth.v1beta1.QueryModuleAccountByNameResponse'] }
  '/cosmos.auth.v1beta1.Query/Bech32Prefix': { request: PlainTypes['cosmos.auth.v1beta1.Bech32PrefixRequest']; response: PlainTypes['cosmos.auth.v1beta1.Bech32PrefixResponse'] }
  '/cosmos.auth.v1beta1.Query/AddressBytesToString': { request: PlainTypes['cosmos.auth.v1beta1.AddressBytesToStringRequest']; response: PlainTypes['cosmos.auth.v1beta1.AddressBytesToStringResponse'] }
  '/cosmos.auth.v1beta1.Query/AddressStringToBytes': { request: PlainTypes['cosmos.auth.v1beta1.AddressStringToBytesRequest']; response: PlainTypes['cosmos.auth.v1beta1.AddressStringToBytesResponse'] }
  '/cosmos.auth.v1beta1.Query/AccountInfo': { request: PlainTypes['cosmos.auth.v1beta1.QueryAccountInfoRequest']; response: PlainTypes['cosmos.auth.v1beta1.QueryAccountInfoResponse'] }
  '/cosmos.auth.v1beta1.Msg/UpdateParams': { request: PlainTypes['cosmos.auth.v1beta1.MsgUpdateParams']; response: PlainTypes['cosmos.auth.v1beta1.MsgUpdateParamsResponse'] }
  '/cosmos.base.node.v1beta1.Service/Config': { request: PlainTypes['cosmos.base.node.v1beta1.ConfigRequest']; response: PlainTypes['cosmos.base.node.v1beta1.ConfigResponse'] }
  '/cosmos.base.node.v1beta1.Service/Status': { request: PlainTypes['cosmos.base.node.v1beta1.StatusRequest']; response: PlainTypes['cosmos.base.node.v1beta1.StatusResponse'] }
  '/cosmos.base.tendermint.v1beta1.Service/GetNodeInfo': { request: PlainTypes['cosmos.base.tendermint.v1beta1.GetNodeInfoRequest']; response: PlainTypes['cosmos.base.tendermint.v1beta1.GetNodeInfoResponse'] }
  '/cosmos.base.tendermint.v1beta1.Service/GetSyncing': { request: PlainTypes['cosmos.base.tendermint.v1beta1.GetSyncingRequest']; response: PlainTypes['cosmos.base.tendermint.v1beta1.GetSyncingResponse'] }
  '/cosmos.base.tendermint.v1beta1.Service/GetLatestBlock': { request: PlainTypes['cosmos.base.tendermint.v1beta1.GetLatestBlockRequest']; response: PlainTypes['cosmos.base.tendermint.v1beta1.GetLatestBlockResponse'] }
  '/cosmos.base.tendermint.v1beta1.Service/GetBlockByHeight': { request: PlainTypes['cosmos.base.tendermint.v1beta1.GetBlockByHeightRequest']; response: PlainTypes['cosmos.base.tendermint.v1beta1.GetBlockByHeightResponse'] }
  '/cosmos.base.tendermint.v1beta1.Service/GetLatestValidatorSet': { request: PlainTypes['cosmos.base.tendermint.v1beta1.GetLatestValidatorSetRequest']; response: PlainTypes['cosmos.base.tendermint.v1beta1.GetLatestValidatorSetResponse'] }
  '/cosmos.base.tendermint.v1beta1.Service/GetValidatorSetByHeight': { request: PlainTypes['cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightRequest']; response: PlainTypes['cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightResponse'] }
  '/cosmos.base.tendermint.v1beta1.Service/ABCIQuery': { request: PlainTypes['cosmos.base.tendermint.v1beta1.ABCIQueryRequest']; response: PlainTypes['cosmos.base.tendermint.v1beta1.ABCIQueryResponse'] }
  '/cosmos.bank.v1beta1.Query/Balance': { request: PlainTypes['cosmos.bank.v1beta1.QueryBalanceRequest']; response: PlainTypes['cosmos.bank.v1beta1.QueryBalanceResponse'] }
  '/cosmos.bank.v1beta1.Query/AllBalances': { request: PlainTypes['cosmos.bank.v1beta1.QueryAllBalancesRequest']; response: PlainTypes['cosmos.bank.v1beta1.QueryAllBalancesResponse'] }
  '/cosmos.bank.v1beta1.Query/SpendableBalances': { request: PlainTypes['cosmos.bank.v1beta1.QuerySpendableBalancesRequest']; response: PlainTypes['cosmos.bank.v1beta1.QuerySpendableBalancesResponse'] }
  '/cosmos.bank.v1beta1.Query/SpendableBalanceByDenom': { request: PlainTypes['cosmos.bank.v1beta1.QuerySpendableBalanceByDenomRequest']; response: PlainTypes['cosmos.bank.v1beta1.QuerySpendableBalanceByDenomResponse'] }
  '/cosmos.bank.v1beta1.Query/TotalSupply': { request: PlainTypes['cosmos.bank.v1beta1.QueryTotalSupplyRequest']; response: PlainTypes['cosmos.bank.v1beta1.QueryTotalSupplyResponse'] }
  '/cosmos.bank.v1beta1.Query/SupplyOf': { request: PlainTypes['cosmos.bank.v1beta1.QuerySupplyOfRequest']; response: PlainTypes['cosmos.bank.v1beta1.QuerySupplyOfResponse'] }
  '/cosmos.bank.v1beta1.Query/Params': { request: PlainTypes['cosmos.bank.v1beta1.QueryParamsRequest']; response: PlainTypes['cosmos.bank.v1beta1.QueryParamsResponse'] }
  '/cosmos.bank.v1beta1.Query/DenomMetadata': { request: PlainTypes['cosmos.bank.v1beta1.QueryDenomMetadataRequest']; response: PlainTypes['cosmos.bank.v1beta1.QueryDenomMetadataResponse'] }
  '/cosmos.bank.v1beta1.Query/DenomMetadataByQueryString': { request: PlainTypes['cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringRequest']; response: PlainTypes['cosmos.bank.v1beta1.QueryDenomMetadataByQueryStringResponse'] }
  '/cosmos.bank.v1beta1.Query/DenomsMetadata': { request: PlainTypes['cosmos.bank.v1beta1.QueryDenomsMetadataRequest']; response: PlainTypes['cosmos.bank.v1beta1.QueryDenomsMetadataResponse'] }
  '/cosmos.bank.v1beta1.Query/DenomOwners': { request: PlainTypes['cosmos.bank.v1beta1.QueryDenomOwnersRequest']; response: PlainTypes['cosmos.bank.v1beta1.QueryDenomOwnersResponse'] }
  '/cosmos.bank.v1beta1.Query/DenomOwnersByQuery': { request: PlainTypes['cosmos.bank.v1beta1.QueryDenomOwnersByQueryRequest']; response: PlainTypes['cosmos.bank.v1beta1.QueryDenomOwnersByQueryResponse'] }
  '/cosmos.bank.v1beta1.Query/SendEnabled': { request: PlainTypes['cosmos.bank.v1beta1.QuerySendEnabledRequest']; response: PlainTypes['cosmos.bank.v1beta1.QuerySendEnabledResponse'] }
  '/cosmos.bank.v1beta1.Msg/Send': { request: PlainTypes['cosmos.bank.v1beta1.MsgSend']; response: PlainTypes['cosmos.bank.v1beta1.MsgSendResponse'] }
  '/cosmos.bank.v1beta1.Msg/MultiSend': { request: PlainTypes['cosmos.bank.v1beta1.MsgMultiSend']; response: PlainTypes['cosmos.bank.v1beta1.MsgMultiSendResponse'] }
  '/cosmos.bank.v1beta1.Msg/UpdateParams': { request: PlainTypes['cosmos.bank.v1beta1.MsgUpdateParams']; response: PlainTypes['cosmos.bank.v1beta1.MsgUpdateParamsResponse'] }
  '/cosmos.bank.v1beta1.Msg/SetSendEnabled': { request: PlainTypes['cosmos.bank.v1beta1.MsgSetSendEnabled']; response: PlainTypes['cosmos.bank.v1beta1.MsgSetSendEnabledResponse'] }
  '/cosmos.consensus.v1.Query/Params': { request: PlainTypes['cosmos.consensus.v1.QueryParamsRequest']; response: PlainTypes['cosmos.consensus.v1.QueryParamsResponse'] }
  '/cosmos.consensus.v1.Msg/UpdateParams': { request: PlainTypes['cosmos.consensus.v1.MsgUpdateParams']; response: PlainTypes['cosmos.consensus.v1.MsgUpdateParamsResponse'] }
  '/cosmos.feegrant.v1beta1.Msg/GrantAllowance': { request: PlainTypes['cosmos.feegrant.v1beta1.MsgGrantAllowance']; response: PlainTypes['cosmos.feegrant.v1beta1.MsgGrantAllowanceResponse'] }
  '/cosmos.feegrant.v1beta1.Msg/RevokeAllowance': { request: PlainTypes['cosmos.feegrant.v1beta1.MsgRevokeAllowance']; response: PlainTypes['cosmos.feegrant.v1beta1.MsgRevokeAllowanceResponse'] }
  '/cosmos.feegrant.v1beta1.Msg/PruneAllowances': { request: PlainTypes['cosmos.feegrant.v1beta1.MsgPruneAllowances']; response: PlainTypes['cosmos.feegrant.v1beta1.MsgPruneAllowancesResponse'] }
  '/cosmos.feegrant.v1beta1.Query/Allowance': { request: PlainTypes['cosmos.feegrant.v1beta1.QueryAllowanceRequest']; response: PlainTypes['cosmos.feegrant.v1beta1.QueryAllowanceResponse'] }
  '/cosmos.feegrant.v1beta1.Query/Allowances': { request: PlainTypes['cosmos.feegrant.v1beta1.QueryAllowancesRequest']; response: PlainTypes['cosmos.feegrant.v1beta1.QueryAllowancesResponse'] }
  '/cosmos.feegrant.v1beta1.Query/AllowancesByGranter': { request: PlainTypes['cosmos.feegrant.v1beta1.QueryAllowancesByGranterRequest']; response: PlainTypes['cosmos.feegrant.v1beta1.QueryAllowancesByGranterResponse'] }
  '/cosmos.tx.v1beta1.Service/Simulate': { request: PlainTypes['cosmos.tx.v1beta1.SimulateRequest']; response: PlainTypes['cosmos.tx.v1beta1.SimulateResponse'] }
  '/cosmos.tx.v1beta1.Service/GetTx': { request: PlainTypes['cosmos.tx.v1beta1.GetTxRequest']; response: PlainTypes['cosmos.tx.v1beta1.GetTxResponse'] }
  '/cosmos.tx.v1beta1.Service/BroadcastTx': { request: PlainTypes['cosmos.tx.v1beta1.BroadcastTxRequest']; response: PlainTypes['cosmos.tx.v1beta1.BroadcastTxResponse'] }
  '/cosmos.tx.v1beta1.Service/GetTxsEvent': { request: PlainTypes['cosmos.tx.v1beta1.GetTxsEventRequest']; response: PlainTypes['cosmos.tx.v1beta1.GetTxsEventResponse'] }
  '/cosmos.tx.v1beta1.Service/GetBlockWithTxs': { request: PlainTypes['cosmos.tx.v1beta1.GetBlockWithTxsRequest']; response: PlainTypes['cosmos.tx.v1beta1.GetBlockWithTxsResponse'] }
  '/cosmos.tx.v1beta1.Service/TxDecode': { request: PlainTypes['cosmos.tx.v1beta1.TxDecodeRequest']; response: PlainTypes['cosmos.tx.v1beta1.TxDecodeResponse'] }
  '/cosmos.tx.v1beta1.Service/TxEncode': { request: PlainTypes['cosmos.tx.v1beta1.TxEncodeRequest']; response: PlainTypes['cosmos.tx.v1beta1.TxEncodeResponse'] }
  '/cosmos.vesting.v1beta1.Msg/CreateVestingAccount': { request: PlainTypes['cosmos.vesting.v1beta1.MsgCreateVestingAccount']; response: PlainTypes['cosmos.vesting.v1beta1.MsgCreateVestingAccountResponse'] }
  '/cosmos.vesting.v1beta1.Msg/CreatePermanentLockedAccount': { request: PlainTypes['cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount']; response: PlainTypes['cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccountResponse'] }
  '/cosmos.vesting.v1beta1.Msg/CreatePeriodicVestingAccount': { request: PlainTypes['cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount']; response: PlainTypes['cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccountResponse'] }
  '/cosmos.authz.v1beta1.Msg/Grant': { request: PlainTypes['cosmos.authz.v1beta1.MsgGrant']; response: PlainTypes['cosmos.authz.v1beta1.MsgGrantResponse'] }
  '/cosmos.authz.v1beta1.Msg/Exec': { request: PlainTypes['cosmos.authz.v1beta1.MsgExec']; response: PlainTypes['cosmos.authz.v1beta1.MsgExecResponse'] }
  '/cosmos.authz.v1beta1.Msg/Revoke': { request: PlainTypes['cosmos.authz.v1beta1.MsgRevoke']; response: PlainTypes['cosmos.authz.v1beta1.MsgRevokeResponse'] }
  '/cosmos.authz.v1beta1.Query/Grants': { request: PlainTypes['cosmos.authz.v1beta1.QueryGrantsRequest']; response: PlainTypes['cosmos.authz.v1beta1.QueryGrantsResponse'] }
  '/cosmos.authz.v1beta1.Query/GranterGrants': { request: PlainTypes['cosmos.authz.v1beta1.QueryGranterGrantsRequest']; response: PlainTypes['cosmos.authz.v1beta1.QueryGranterGrantsResponse'] }
  '/cosmos.authz.v1beta1.Query/GranteeGrants': { request: PlainTypes['cosmos.authz.v1beta1.QueryGranteeGrantsRequest']; response: PlainTypes['cosmos.authz.v1beta1.QueryGranteeGrantsResponse'] }
  '/infonex.beacon.v1.Query/Seed': { request: PlainTypes['infonex.beacon.v1.QuerySeedRequest']; response: PlainTypes['infonex.beacon.v1.QuerySeedResponse'] }
  '/infonex.beacon.v1.Query/Onions': { request: PlainTypes['infonex.beacon.v1.QueryOnionsRequest']; response: PlainTypes['infonex.beacon.v1.QueryOnionsResponse'] }
  '/infonex.beacon.v1.Query/Params': { request: PlainTypes['infonex.beacon.v1.QueryParamsRequest']; response: PlainTypes['infonex.beacon.v1.QueryParamsResponse'] }
  '/infonex.beacon.v1.Msg/CommitOnion': { request: PlainTypes['infonex.beacon.v1.MsgCommitOnion']; response: PlainTypes['infonex.beacon.v1.MsgCommitOnionResponse'] }
  '/infonex.gov.v1.Query/Announcements': { request: PlainTypes['infonex.gov.v1.QueryAnnouncementsRequest']; response: PlainTypes['infonex.gov.v1.QueryAnnouncementsResponse'] }
  '/infonex.gov.v1.Query/Authority': { request: PlainTypes['infonex.gov.v1.QueryAuthorityRequest']; response: PlainTypes['infonex.gov.v1.QueryAuthorityResponse'] }
  '/infonex.gov.v1.Query/Params': { request: PlainTypes['infonex.gov.v1.QueryParamsRequest']; response: PlainTypes['infonex.gov.v1.QueryParamsResponse'] }
  '/infonex.gov.v1.Msg/AnnounceParams': { request: PlainTypes['infonex.gov.v1.MsgAnnounceParams']; response: PlainTypes['infonex.gov.v1.MsgAnnounceParamsResponse'] }
  '/infonex.gov.v1.Msg/CancelAnnouncement': { request: PlainTypes['infonex.gov.v1.MsgCancelAnnouncement']; response: PlainTypes['infonex.gov.v1.MsgCancelAnnouncementResponse'] }
  '/infonex.gov.v1.Msg/UpdateParams': { request: PlainTypes['infonex.gov.v1.MsgUpdateParams']; response: PlainTypes['infonex.gov.v1.MsgUpdateParamsResponse'] }
  '/infonex.sla.v1.Query/Aggregator': { request: PlainTypes['infonex.sla.v1.QueryAggregatorRequest']; response: PlainTypes['infonex.sla.v1.QueryAggregatorResponse'] }
  '/infonex.sla.v1.Query/Aggregators': { request: PlainTypes['infonex.sla.v1.QueryAggregatorsRequest']; response: PlainTypes['infonex.sla.v1.QueryAggregatorsResponse'] }
  '/infonex.sla.v1.Query/Members': { request: PlainTypes['infonex.sla.v1.QueryMembersRequest']; response: PlainTypes['infonex.sla.v1.QueryMembersResponse'] }
  '/infonex.sla.v1.Query/Memberships': { request: PlainTypes['infonex.sla.v1.QueryMembershipsRequest']; response: PlainTypes['infonex.sla.v1.QueryMembershipsResponse'] }
  '/infonex.sla.v1.Query/Bond': { request: PlainTypes['infonex.sla.v1.QueryBondRequest']; response: PlainTypes['infonex.sla.v1.QueryBondResponse'] }
  '/infonex.sla.v1.Query/Plan': { request: PlainTypes['infonex.sla.v1.QueryPlanRequest']; response: PlainTypes['infonex.sla.v1.QueryPlanResponse'] }
  '/infonex.sla.v1.Query/Plans': { request: PlainTypes['infonex.sla.v1.QueryPlansRequest']; response: PlainTypes['infonex.sla.v1.QueryPlansResponse'] }
  '/infonex.sla.v1.Query/Price': { request: PlainTypes['infonex.sla.v1.QueryPriceRequest']; response: PlainTypes['infonex.sla.v1.QueryPriceResponse'] }
  '/infonex.sla.v1.Query/Agreement': { request: PlainTypes['infonex.sla.v1.QueryAgreementRequest']; response: PlainTypes['infonex.sla.v1.QueryAgreementResponse'] }
  '/infonex.sla.v1.Query/Agreements': { request: PlainTypes['infonex.sla.v1.QueryAgreementsRequest']; response: PlainTypes['infonex.sla.v1.QueryAgreementsResponse'] }
  '/infonex.sla.v1.Query/Contract': { request: PlainTypes['infonex.sla.v1.QueryContractRequest']; response: PlainTypes['infonex.sla.v1.QueryContractResponse'] }
  '/infonex.sla.v1.Query/GuaranteeWindows': { request: PlainTypes['infonex.sla.v1.QueryGuaranteeWindowsRequest']; response: PlainTypes['infonex.sla.v1.QueryGuaranteeWindowsResponse'] }
  '/infonex.sla.v1.Query/Allotments': { request: PlainTypes['infonex.sla.v1.QueryAllotmentsRequest']; response: PlainTypes['infonex.sla.v1.QueryAllotmentsResponse'] }
  '/infonex.sla.v1.Query/Params': { request: PlainTypes['infonex.sla.v1.QueryParamsRequest']; response: PlainTypes['infonex.sla.v1.QueryParamsResponse'] }
  '/infonex.sla.v1.Msg/Bond': { request: PlainTypes['infonex.sla.v1.MsgBond']; response: PlainTypes['infonex.sla.v1.MsgBondResponse'] }
  '/infonex.sla.v1.Msg/Unbond': { request: PlainTypes['infonex.sla.v1.MsgUnbond']; response: PlainTypes['infonex.sla.v1.MsgUnbondResponse'] }
  '/infonex.sla.v1.Msg/RegisterAggregator': { request: PlainTypes['infonex.sla.v1.MsgRegisterAggregator']; response: PlainTypes['infonex.sla.v1.MsgRegisterAggregatorResponse'] }
  '/infonex.sla.v1.Msg/UpdateAggregator': { request: PlainTypes['infonex.sla.v1.MsgUpdateAggregator']; response: PlainTypes['infonex.sla.v1.MsgUpdateAggregatorResponse'] }
  '/infonex.sla.v1.Msg/RetireAggregator': { request: PlainTypes['infonex.sla.v1.MsgRetireAggregator']; response: PlainTypes['infonex.sla.v1.MsgRetireAggregatorResponse'] }
  '/infonex.sla.v1.Msg/JoinAggregator': { request: PlainTypes['infonex.sla.v1.MsgJoinAggregator']; response: PlainTypes['infonex.sla.v1.MsgJoinAggregatorResponse'] }
  '/infonex.sla.v1.Msg/AcceptMember': { request: PlainTypes['infonex.sla.v1.MsgAcceptMember']; response: PlainTypes['infonex.sla.v1.MsgAcceptMemberResponse'] }
  '/infonex.sla.v1.Msg/LeaveAggregator': { request: PlainTypes['infonex.sla.v1.MsgLeaveAggregator']; response: PlainTypes['infonex.sla.v1.MsgLeaveAggregatorResponse'] }
  '/infonex.sla.v1.Msg/RegisterPlan': { request: PlainTypes['infonex.sla.v1.MsgRegisterPlan']; response: PlainTypes['infonex.sla.v1.MsgRegisterPlanResponse'] }
  '/infonex.sla.v1.Msg/UpdatePlan': { request: PlainTypes['infonex.sla.v1.MsgUpdatePlan']; response: PlainTypes['infonex.sla.v1.MsgUpdatePlanResponse'] }
  '/infonex.sla.v1.Msg/RetirePlan': { request: PlainTypes['infonex.sla.v1.MsgRetirePlan']; response: PlainTypes['infonex.sla.v1.MsgRetirePlanResponse'] }
  '/infonex.sla.v1.Msg/ProposeAgreement': { request: PlainTypes['infonex.sla.v1.MsgProposeAgreement']; response: PlainTypes['infonex.sla.v1.MsgProposeAgreementResponse'] }
  '/infonex.sla.v1.Msg/AcceptAgreement': { request: PlainTypes['infonex.sla.v1.MsgAcceptAgreement']; response: PlainTypes['infonex.sla.v1.MsgAcceptAgreementResponse'] }
  '/infonex.sla.v1.Msg/WithdrawProposal': { request: PlainTypes['infonex.sla.v1.MsgWithdrawProposal']; response: PlainTypes['infonex.sla.v1.MsgWithdrawProposalResponse'] }
  '/infonex.sla.v1.Msg/SuspendAgreement': { request: PlainTypes['infonex.sla.v1.MsgSuspendAgreement']; response: PlainTypes['infonex.sla.v1.MsgSuspendAgreementResponse'] }
  '/infonex.sla.v1.Msg/ResumeAgreement': { request: PlainTypes['infonex.sla.v1.MsgResumeAgreement']; response: PlainTypes['infonex.sla.v1.MsgResumeAgreementResponse'] }
  '/infonex.sla.v1.Msg/TerminateAgreement': { request: PlainTypes['infonex.sla.v1.MsgTerminateAgreement']; response: PlainTypes['infonex.sla.v1.MsgTerminateAgreementResponse'] }
  '/infonex.sla.v1.Msg/ReportGuarantee': { request: PlainTypes['infonex.sla.v1.MsgReportGuarantee']; response: PlainTypes['infonex.sla.v1.MsgReportGuaranteeResponse'] }
  '/infonex.sla.v1.Msg/SettleGuaranteeWindow': { request: PlainTypes['infonex.sla.v1.MsgSettleGuaranteeWindow']; response: PlainTypes['infonex.sla.v1.MsgSettleGuaranteeWindowResponse'] }
  '/infonex.sla.v1.Msg/AllotChannels': { request: PlainTypes['infonex.sla.v1.MsgAllotChannels']; response: PlainTypes['infonex.sla.v1.MsgAllotChannelsResponse'] }
  '/infonex.sla.v1.Msg/UpdateParams': { request: PlainTypes['infonex.sla.v1.MsgUpdateParams']; response: PlainTypes['infonex.sla.v1.MsgUpdateParamsResponse'] }
  '/infonex.payment.v1.Query/Escrow': { request: PlainTypes['infonex.payment.v1.QueryEscrowRequest']; response: PlainTypes['infonex.payment.v1.QueryEscrowResponse'] }
  '/infonex.payment.v1.Query/Channel': { request: PlainTypes['infonex.payment.v1.QueryChannelRequest']; response: PlainTypes['infonex.payment.v1.QueryChannelResponse'] }
  '/infonex.payment.v1.Query/Channels': { request: PlainTypes['infonex.payment.v1.QueryChannelsRequest']; response: PlainTypes['infonex.payment.v1.QueryChannelsResponse'] }
  '/infonex.payment.v1.Query/Grant': { request: PlainTypes['infonex.payment.v1.QueryGrantRequest']; response: PlainTypes['infonex.payment.v1.QueryGrantResponse'] }
  '/infonex.payment.v1.Query/Grants': { request: PlainTypes['infonex.payment.v1.QueryGrantsRequest']; response: PlainTypes['infonex.payment.v1.QueryGrantsResponse'] }
  '/infonex.payment.v1.Query/ManagerGrants': { request: PlainTypes['infonex.payment.v1.QueryManagerGrantsRequest']; response: PlainTypes['infonex.payment.v1.QueryManagerGrantsResponse'] }
  '/infonex.payment.v1.Query/PayeeChannels': { request: PlainTypes['infonex.payment.v1.QueryPayeeChannelsRequest']; response: PlainTypes['infonex.payment.v1.QueryPayeeChannelsResponse'] }
  '/infonex.payment.v1.Query/Credit': { request: PlainTypes['infonex.payment.v1.QueryCreditRequest']; response: PlainTypes['infonex.payment.v1.QueryCreditResponse'] }
  '/infonex.payment.v1.Query/ServiceContract': { request: PlainTypes['infonex.payment.v1.QueryServiceContractRequest']; response: PlainTypes['infonex.payment.v1.QueryServiceContractResponse'] }
  '/infonex.payment.v1.Query/Maturing': { request: PlainTypes['infonex.payment.v1.QueryMaturingRequest']; response: PlainTypes['infonex.payment.v1.QueryMaturingResponse'] }
  '/infonex.payment.v1.Query/ServiceDispute': { request: PlainTypes['infonex.payment.v1.QueryServiceDisputeRequest']; response: PlainTypes['infonex.payment.v1.QueryServiceDisputeResponse'] }
  '/infonex.payment.v1.Query/Params': { request: PlainTypes['infonex.payment.v1.QueryParamsRequest']; response: PlainTypes['infonex.payment.v1.QueryParamsResponse'] }
  '/infonex.payment.v1.Msg/Deposit': { request: PlainTypes['infonex.payment.v1.MsgDeposit']; response: PlainTypes['infonex.payment.v1.MsgDepositResponse'] }
  '/infonex.payment.v1.Msg/WithdrawFree': { request: PlainTypes['infonex.payment.v1.MsgWithdrawFree']; response: PlainTypes['infonex.payment.v1.MsgWithdrawFreeResponse'] }
  '/infonex.payment.v1.Msg/OpenChannel': { request: PlainTypes['infonex.payment.v1.MsgOpenChannel']; response: PlainTypes['infonex.payment.v1.MsgOpenChannelResponse'] }
  '/infonex.payment.v1.Msg/GrantManager': { request: PlainTypes['infonex.payment.v1.MsgGrantManager']; response: PlainTypes['infonex.payment.v1.MsgGrantManagerResponse'] }
  '/infonex.payment.v1.Msg/RevokeManagerGrant': { request: PlainTypes['infonex.payment.v1.MsgRevokeManagerGrant']; response: PlainTypes['infonex.payment.v1.MsgRevokeManagerGrantResponse'] }
  '/infonex.payment.v1.Msg/OpenChannelByGrant': { request: PlainTypes['infonex.payment.v1.MsgOpenChannelByGrant']; response: PlainTypes['infonex.payment.v1.MsgOpenChannelByGrantResponse'] }
  '/infonex.payment.v1.Msg/ExtendChannel': { request: PlainTypes['infonex.payment.v1.MsgExtendChannel']; response: PlainTypes['infonex.payment.v1.MsgExtendChannelResponse'] }
  '/infonex.payment.v1.Msg/Claim': { request: PlainTypes['infonex.payment.v1.MsgClaim']; response: PlainTypes['infonex.payment.v1.MsgClaimResponse'] }
  '/infonex.payment.v1.Msg/ClaimPayWord': { request: PlainTypes['infonex.payment.v1.MsgClaimPayWord']; response: PlainTypes['infonex.payment.v1.MsgClaimPayWordResponse'] }
  '/infonex.payment.v1.Msg/ClaimBatch': { request: PlainTypes['infonex.payment.v1.MsgClaimBatch']; response: PlainTypes['infonex.payment.v1.MsgClaimBatchResponse'] }
  '/infonex.payment.v1.Msg/RequestClose': { request: PlainTypes['infonex.payment.v1.MsgRequestClose']; response: PlainTypes['infonex.payment.v1.MsgRequestCloseResponse'] }
  '/infonex.payment.v1.Msg/CloseByPayee': { request: PlainTypes['infonex.payment.v1.MsgCloseByPayee']; response: PlainTypes['infonex.payment.v1.MsgCloseByPayeeResponse'] }
  '/infonex.payment.v1.Msg/CloseCooperative': { request: PlainTypes['infonex.payment.v1.MsgCloseCooperative']; response: PlainTypes['infonex.payment.v1.MsgCloseCooperativeResponse'] }
  '/infonex.payment.v1.Msg/FinalizeClose': { request: PlainTypes['infonex.payment.v1.MsgFinalizeClose']; response: PlainTypes['infonex.payment.v1.MsgFinalizeCloseResponse'] }
  '/infonex.payment.v1.Msg/RevokeSigner': { request: PlainTypes['infonex.payment.v1.MsgRevokeSigner']; response: PlainTypes['infonex.payment.v1.MsgRevokeSignerResponse'] }
  '/infonex.payment.v1.Msg/OpenServiceDispute': { request: PlainTypes['infonex.payment.v1.MsgOpenServiceDispute']; response: PlainTypes['infonex.payment.v1.MsgOpenServiceDisputeResponse'] }
  '/infonex.payment.v1.Msg/ShowServed': { request: PlainTypes['infonex.payment.v1.MsgShowServed']; response: PlainTypes['infonex.payment.v1.MsgShowServedResponse'] }
  '/infonex.payment.v1.Msg/SettleServiceDispute': { request: PlainTypes['infonex.payment.v1.MsgSettleServiceDispute']; response: PlainTypes['infonex.payment.v1.MsgSettleServiceDisputeResponse'] }
  '/infonex.payment.v1.Msg/WithdrawCredit': { request: PlainTypes['infonex.payment.v1.MsgWithdrawCredit']; response: PlainTypes['infonex.payment.v1.MsgWithdrawCreditResponse'] }
  '/infonex.payment.v1.Msg/UpdateParams': { request: PlainTypes['infonex.payment.v1.MsgUpdateParams']; response: PlainTypes['infonex.payment.v1.MsgUpdateParamsResponse'] }
  '/infonex.model.v1.Query/Model': { request: PlainTypes['infonex.model.v1.QueryModelRequest']; response: PlainTypes['infonex.model.v1.QueryModelResponse'] }
  '/infonex.model.v1.Query/Models': { request: PlainTypes['infonex.model.v1.QueryModelsRequest']; response: PlainTypes['infonex.model.v1.QueryModelsResponse'] }
  '/infonex.model.v1.Query/GraphChunk': { request: PlainTypes['infonex.model.v1.QueryGraphChunkRequest']; response: PlainTypes['infonex.model.v1.QueryGraphChunkResponse'] }
  '/infonex.model.v1.Query/Params': { request: PlainTypes['infonex.model.v1.QueryParamsRequest']; response: PlainTypes['infonex.model.v1.QueryParamsResponse'] }
  '/infonex.model.v1.Msg/RegisterModel': { request: PlainTypes['infonex.model.v1.MsgRegisterModel']; response: PlainTypes['infonex.model.v1.MsgRegisterModelResponse'] }
  '/infonex.model.v1.Msg/PostGraph': { request: PlainTypes['infonex.model.v1.MsgPostGraph']; response: PlainTypes['infonex.model.v1.MsgPostGraphResponse'] }
  '/infonex.model.v1.Msg/UpdateModel': { request: PlainTypes['infonex.model.v1.MsgUpdateModel']; response: PlainTypes['infonex.model.v1.MsgUpdateModelResponse'] }
  '/infonex.model.v1.Msg/RetireModel': { request: PlainTypes['infonex.model.v1.MsgRetireModel']; response: PlainTypes['infonex.model.v1.MsgRetireModelResponse'] }
  '/infonex.model.v1.Msg/UpdateParams': { request: PlainTypes['infonex.model.v1.MsgUpdateParams']; response: PlainTypes['infonex.model.v1.MsgUpdateParamsResponse'] }
  '/infonex.router.v1.Query/Server': { request: PlainTypes['infonex.router.v1.QueryServerRequest']; response: PlainTypes['infonex.router.v1.QueryServerResponse'] }
  '/infonex.router.v1.Query/Servers': { request: PlainTypes['infonex.router.v1.QueryServersRequest']; response: PlainTypes['infonex.router.v1.QueryServersResponse'] }
  '/infonex.router.v1.Query/ServerState': { request: PlainTypes['infonex.router.v1.QueryServerStateRequest']; response: PlainTypes['infonex.router.v1.QueryServerStateResponse'] }
  '/infonex.router.v1.Query/Match': { request: PlainTypes['infonex.router.v1.QueryMatchRequest']; response: PlainTypes['infonex.router.v1.QueryMatchResponse'] }
  '/infonex.router.v1.Query/Matches': { request: PlainTypes['infonex.router.v1.QueryMatchesRequest']; response: PlainTypes['infonex.router.v1.QueryMatchesResponse'] }
  '/infonex.router.v1.Query/Candidates': { request: PlainTypes['infonex.router.v1.QueryCandidatesRequest']; response: PlainTypes['infonex.router.v1.QueryCandidatesResponse'] }
  '/infonex.router.v1.Query/Params': { request: PlainTypes['infonex.router.v1.QueryParamsRequest']; response: PlainTypes['infonex.router.v1.QueryParamsResponse'] }
  '/infonex.router.v1.Query/Probes': { request: PlainTypes['infonex.router.v1.QueryProbesRequest']; response: PlainTypes['infonex.router.v1.QueryProbesResponse'] }
  '/infonex.router.v1.Msg/SubscribeServer': { request: PlainTypes['infonex.router.v1.MsgSubscribeServer']; response: PlainTypes['infonex.router.v1.MsgSubscribeServerResponse'] }
  '/infonex.router.v1.Msg/UpdateServer': { request: PlainTypes['infonex.router.v1.MsgUpdateServer']; response: PlainTypes['infonex.router.v1.MsgUpdateServerResponse'] }
  '/infonex.router.v1.Msg/UnsubscribeServer': { request: PlainTypes['infonex.router.v1.MsgUnsubscribeServer']; response: PlainTypes['infonex.router.v1.MsgUnsubscribeServerResponse'] }
  '/infonex.router.v1.Msg/ReportLoad': { request: PlainTypes['infonex.router.v1.MsgReportLoad']; response: PlainTypes['infonex.router.v1.MsgReportLoadResponse'] }
  '/infonex.router.v1.Msg/ReportLoadBatch': { request: PlainTypes['infonex.router.v1.MsgReportLoadBatch']; response: PlainTypes['infonex.router.v1.MsgReportLoadBatchResponse'] }
  '/infonex.router.v1.Msg/Heartbeat': { request: PlainTypes['infonex.router.v1.MsgHeartbeat']; response: PlainTypes['infonex.router.v1.MsgHeartbeatResponse'] }
  '/infonex.router.v1.Msg/RequestMatch': { request: PlainTypes['infonex.router.v1.MsgRequestMatch']; response: PlainTypes['infonex.router.v1.MsgRequestMatchResponse'] }
  '/infonex.router.v1.Msg/ConfirmMatch': { request: PlainTypes['infonex.router.v1.MsgConfirmMatch']; response: PlainTypes['infonex.router.v1.MsgConfirmMatchResponse'] }
  '/infonex.router.v1.Msg/RejectMatch': { request: PlainTypes['infonex.router.v1.MsgRejectMatch']; response: PlainTypes['infonex.router.v1.MsgRejectMatchResponse'] }
  '/infonex.router.v1.Msg/ReportNoShow': { request: PlainTypes['infonex.router.v1.MsgReportNoShow']; response: PlainTypes['infonex.router.v1.MsgReportNoShowResponse'] }
  '/infonex.router.v1.Msg/ReleaseLease': { request: PlainTypes['infonex.router.v1.MsgReleaseLease']; response: PlainTypes['infonex.router.v1.MsgReleaseLeaseResponse'] }
  '/infonex.router.v1.Msg/AttachChannel': { request: PlainTypes['infonex.router.v1.MsgAttachChannel']; response: PlainTypes['infonex.router.v1.MsgAttachChannelResponse'] }
  '/infonex.router.v1.Msg/ReportLate': { request: PlainTypes['infonex.router.v1.MsgReportLate']; response: PlainTypes['infonex.router.v1.MsgReportLateResponse'] }
  '/infonex.router.v1.Msg/SubmitOverCapacity': { request: PlainTypes['infonex.router.v1.MsgSubmitOverCapacity']; response: PlainTypes['infonex.router.v1.MsgSubmitOverCapacityResponse'] }
  '/infonex.router.v1.Msg/RegisterProber': { request: PlainTypes['infonex.router.v1.MsgRegisterProber']; response: PlainTypes['infonex.router.v1.MsgRegisterProberResponse'] }
  '/infonex.router.v1.Msg/RetireProber': { request: PlainTypes['infonex.router.v1.MsgRetireProber']; response: PlainTypes['infonex.router.v1.MsgRetireProberResponse'] }
  '/infonex.router.v1.Msg/ProbeCommit': { request: PlainTypes['infonex.router.v1.MsgProbeCommit']; response: PlainTypes['infonex.router.v1.MsgProbeCommitResponse'] }
  '/infonex.router.v1.Msg/ProbeReveal': { request: PlainTypes['infonex.router.v1.MsgProbeReveal']; response: PlainTypes['infonex.router.v1.MsgProbeRevealResponse'] }
  '/infonex.router.v1.Msg/FundProbes': { request: PlainTypes['infonex.router.v1.MsgFundProbes']; response: PlainTypes['infonex.router.v1.MsgFundProbesResponse'] }
  '/infonex.router.v1.Msg/UpdateParams': { request: PlainTypes['infonex.router.v1.MsgUpdateParams']; response: PlainTypes['infonex.router.v1.MsgUpdateParamsResponse'] }
  '/infonex.verification.v1.Query/Assertion': { request: PlainTypes['infonex.verification.v1.QueryAssertionRequest']; response: PlainTypes['infonex.verification.v1.QueryAssertionResponse'] }
  '/infonex.verification.v1.Query/Assertions': { request: PlainTypes['infonex.verification.v1.QueryAssertionsRequest']; response: PlainTypes['infonex.verification.v1.QueryAssertionsResponse'] }
  '/infonex.verification.v1.Query/Receipt': { request: PlainTypes['infonex.verification.v1.QueryReceiptRequest']; response: PlainTypes['infonex.verification.v1.QueryReceiptResponse'] }
  '/infonex.verification.v1.Query/Receipts': { request: PlainTypes['infonex.verification.v1.QueryReceiptsRequest']; response: PlainTypes['infonex.verification.v1.QueryReceiptsResponse'] }
  '/infonex.verification.v1.Query/Demand': { request: PlainTypes['infonex.verification.v1.QueryDemandRequest']; response: PlainTypes['infonex.verification.v1.QueryDemandResponse'] }
  '/infonex.verification.v1.Query/DemandFor': { request: PlainTypes['infonex.verification.v1.QueryDemandForRequest']; response: PlainTypes['infonex.verification.v1.QueryDemandForResponse'] }
  '/infonex.verification.v1.Query/OpenDemands': { request: PlainTypes['infonex.verification.v1.QueryOpenDemandsRequest']; response: PlainTypes['infonex.verification.v1.QueryOpenDemandsResponse'] }
  '/infonex.verification.v1.Query/Attester': { request: PlainTypes['infonex.verification.v1.QueryAttesterRequest']; response: PlainTypes['infonex.verification.v1.QueryAttesterResponse'] }
  '/infonex.verification.v1.Query/Attesters': { request: PlainTypes['infonex.verification.v1.QueryAttestersRequest']; response: PlainTypes['infonex.verification.v1.QueryAttestersResponse'] }
  '/infonex.verification.v1.Query/Faults': { request: PlainTypes['infonex.verification.v1.QueryFaultsRequest']; response: PlainTypes['infonex.verification.v1.QueryFaultsResponse'] }
  '/infonex.verification.v1.Query/Params': { request: PlainTypes['infonex.verification.v1.QueryParamsRequest']; response: PlainTypes['infonex.verification.v1.QueryParamsResponse'] }
  '/infonex.verification.v1.Msg/AssertReceipts': { request: PlainTypes['infonex.verification.v1.MsgAssertReceipts']; response: PlainTypes['infonex.verification.v1.MsgAssertReceiptsResponse'] }
  '/infonex.verification.v1.Msg/AnchorReceipt': { request: PlainTypes['infonex.verification.v1.MsgAnchorReceipt']; response: PlainTypes['infonex.verification.v1.MsgAnchorReceiptResponse'] }
  '/infonex.verification.v1.Msg/DemandOutput': { request: PlainTypes['infonex.verification.v1.MsgDemandOutput']; response: PlainTypes['infonex.verification.v1.MsgDemandOutputResponse'] }
  '/infonex.verification.v1.Msg/AnswerDemand': { request: PlainTypes['infonex.verification.v1.MsgAnswerDemand']; response: PlainTypes['infonex.verification.v1.MsgAnswerDemandResponse'] }
  '/infonex.verification.v1.Msg/DeclineDemand': { request: PlainTypes['infonex.verification.v1.MsgDeclineDemand']; response: PlainTypes['infonex.verification.v1.MsgDeclineDemandResponse'] }
  '/infonex.verification.v1.Msg/ProveWrongDelivery': { request: PlainTypes['infonex.verification.v1.MsgProveWrongDelivery']; response: PlainTypes['infonex.verification.v1.MsgProveWrongDeliveryResponse'] }
  '/infonex.verification.v1.Msg/RegisterAttester': { request: PlainTypes['infonex.verification.v1.MsgRegisterAttester']; response: PlainTypes['infonex.verification.v1.MsgRegisterAttesterResponse'] }
  '/infonex.verification.v1.Msg/RetireAttester': { request: PlainTypes['infonex.verification.v1.MsgRetireAttester']; response: PlainTypes['infonex.verification.v1.MsgRetireAttesterResponse'] }
  '/infonex.verification.v1.Msg/AttestDelivery': { request: PlainTypes['infonex.verification.v1.MsgAttestDelivery']; response: PlainTypes['infonex.verification.v1.MsgAttestDeliveryResponse'] }
  '/infonex.verification.v1.Msg/SubmitEvidence': { request: PlainTypes['infonex.verification.v1.MsgSubmitEvidence']; response: PlainTypes['infonex.verification.v1.MsgSubmitEvidenceResponse'] }
  '/infonex.verification.v1.Msg/UpdateParams': { request: PlainTypes['infonex.verification.v1.MsgUpdateParams']; response: PlainTypes['infonex.verification.v1.MsgUpdateParamsResponse'] }
}
