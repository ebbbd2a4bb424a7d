export const INT64: Readonly<Record<string, Readonly<Record<string, string>>>> = {
 "cosmos.auth.v1beta1.BaseAccount": {
  "accountNumber": "u",
  "sequence": "u"
 },
 "cosmos.auth.v1beta1.GenesisState": {
  "params": "cosmos.auth.v1beta1.Params"
 },
 "cosmos.auth.v1beta1.ModuleAccount": {
  "baseAccount": "cosmos.auth.v1beta1.BaseAccount"
 },
 "cosmos.auth.v1beta1.MsgUpdateParams": {
  "params": "cosmos.auth.v1beta1.Params"
 },
 "cosmos.auth.v1beta1.Params": {
  "maxMemoCharacters": "u",
  "txSigLimit": "u",
  "txSizeCostPerByte": "u",
  "sigVerifyCostEd25519": "u",
  "sigVerifyCostSecp256k1": "u"
 },
 "cosmos.auth.v1beta1.QueryAccountAddressByIDRequest": {
  "id": "s",
  "accountId": "u"
 },
 "cosmos.auth.v1beta1.QueryAccountInfoResponse": {
  "info": "cosmos.auth.v1beta1.BaseAccount"
 },
 "cosmos.auth.v1beta1.QueryAccountsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.auth.v1beta1.QueryAccountsResponse": {
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.auth.v1beta1.QueryParamsResponse": {
  "params": "cosmos.auth.v1beta1.Params"
 },
 "cosmos.authz.v1beta1.GenesisState": {
  "authorization": "cosmos.authz.v1beta1.GrantAuthorization"
 },
 "cosmos.authz.v1beta1.Grant": {
  "expiration": "google.protobuf.Timestamp"
 },
 "cosmos.authz.v1beta1.GrantAuthorization": {
  "expiration": "google.protobuf.Timestamp"
 },
 "cosmos.authz.v1beta1.MsgGrant": {
  "grant": "cosmos.authz.v1beta1.Grant"
 },
 "cosmos.authz.v1beta1.QueryGranteeGrantsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.authz.v1beta1.QueryGranteeGrantsResponse": {
  "grants": "cosmos.authz.v1beta1.GrantAuthorization",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.authz.v1beta1.QueryGranterGrantsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.authz.v1beta1.QueryGranterGrantsResponse": {
  "grants": "cosmos.authz.v1beta1.GrantAuthorization",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.authz.v1beta1.QueryGrantsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.authz.v1beta1.QueryGrantsResponse": {
  "grants": "cosmos.authz.v1beta1.Grant",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.bank.v1beta1.QueryAllBalancesRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.bank.v1beta1.QueryAllBalancesResponse": {
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.bank.v1beta1.QueryDenomOwnersByQueryRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.bank.v1beta1.QueryDenomOwnersByQueryResponse": {
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.bank.v1beta1.QueryDenomOwnersRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.bank.v1beta1.QueryDenomOwnersResponse": {
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.bank.v1beta1.QueryDenomsMetadataRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.bank.v1beta1.QueryDenomsMetadataResponse": {
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.bank.v1beta1.QuerySendEnabledRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.bank.v1beta1.QuerySendEnabledResponse": {
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.bank.v1beta1.QuerySpendableBalancesRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.bank.v1beta1.QuerySpendableBalancesResponse": {
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.bank.v1beta1.QueryTotalSupplyRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.bank.v1beta1.QueryTotalSupplyResponse": {
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.base.abci.v1beta1.GasInfo": {
  "gasWanted": "u",
  "gasUsed": "u"
 },
 "cosmos.base.abci.v1beta1.SearchTxsResult": {
  "totalCount": "u",
  "count": "u",
  "pageNumber": "u",
  "pageTotal": "u",
  "limit": "u",
  "txs": "cosmos.base.abci.v1beta1.TxResponse"
 },
 "cosmos.base.abci.v1beta1.SimulationResponse": {
  "gasInfo": "cosmos.base.abci.v1beta1.GasInfo"
 },
 "cosmos.base.abci.v1beta1.TxResponse": {
  "height": "s",
  "gasWanted": "s",
  "gasUsed": "s"
 },
 "cosmos.base.node.v1beta1.ConfigResponse": {
  "haltHeight": "u"
 },
 "cosmos.base.node.v1beta1.StatusResponse": {
  "earliestStoreHeight": "u",
  "height": "u",
  "timestamp": "google.protobuf.Timestamp"
 },
 "cosmos.base.query.v1beta1.PageRequest": {
  "offset": "u",
  "limit": "u"
 },
 "cosmos.base.query.v1beta1.PageResponse": {
  "total": "u"
 },
 "cosmos.base.store.v1beta1.CommitID": {
  "version": "s"
 },
 "cosmos.base.store.v1beta1.CommitInfo": {
  "version": "s",
  "storeInfos": "cosmos.base.store.v1beta1.StoreInfo"
 },
 "cosmos.base.store.v1beta1.StoreInfo": {
  "commitId": "cosmos.base.store.v1beta1.CommitID"
 },
 "cosmos.base.tendermint.v1beta1.ABCIQueryRequest": {
  "height": "s"
 },
 "cosmos.base.tendermint.v1beta1.ABCIQueryResponse": {
  "index": "s",
  "height": "s"
 },
 "cosmos.base.tendermint.v1beta1.Block": {
  "header": "cosmos.base.tendermint.v1beta1.Header",
  "evidence": "tendermint.types.EvidenceList",
  "lastCommit": "tendermint.types.Commit"
 },
 "cosmos.base.tendermint.v1beta1.GetBlockByHeightRequest": {
  "height": "s"
 },
 "cosmos.base.tendermint.v1beta1.GetBlockByHeightResponse": {
  "block": "tendermint.types.Block",
  "sdkBlock": "cosmos.base.tendermint.v1beta1.Block"
 },
 "cosmos.base.tendermint.v1beta1.GetLatestBlockResponse": {
  "block": "tendermint.types.Block",
  "sdkBlock": "cosmos.base.tendermint.v1beta1.Block"
 },
 "cosmos.base.tendermint.v1beta1.GetLatestValidatorSetRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.base.tendermint.v1beta1.GetLatestValidatorSetResponse": {
  "blockHeight": "s",
  "validators": "cosmos.base.tendermint.v1beta1.Validator",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.base.tendermint.v1beta1.GetNodeInfoResponse": {
  "defaultNodeInfo": "tendermint.p2p.DefaultNodeInfo"
 },
 "cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightRequest": {
  "height": "s",
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.base.tendermint.v1beta1.GetValidatorSetByHeightResponse": {
  "blockHeight": "s",
  "validators": "cosmos.base.tendermint.v1beta1.Validator",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.base.tendermint.v1beta1.Header": {
  "version": "tendermint.version.Consensus",
  "height": "s",
  "time": "google.protobuf.Timestamp"
 },
 "cosmos.base.tendermint.v1beta1.Validator": {
  "votingPower": "s",
  "proposerPriority": "s"
 },
 "cosmos.consensus.v1.MsgUpdateParams": {
  "block": "tendermint.types.BlockParams",
  "evidence": "tendermint.types.EvidenceParams"
 },
 "cosmos.consensus.v1.QueryParamsResponse": {
  "params": "tendermint.types.ConsensusParams"
 },
 "cosmos.feegrant.v1beta1.BasicAllowance": {
  "expiration": "google.protobuf.Timestamp"
 },
 "cosmos.feegrant.v1beta1.PeriodicAllowance": {
  "basic": "cosmos.feegrant.v1beta1.BasicAllowance",
  "period": "google.protobuf.Duration",
  "periodReset": "google.protobuf.Timestamp"
 },
 "cosmos.feegrant.v1beta1.QueryAllowancesByGranterRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.feegrant.v1beta1.QueryAllowancesByGranterResponse": {
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.feegrant.v1beta1.QueryAllowancesRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.feegrant.v1beta1.QueryAllowancesResponse": {
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.tx.signing.v1beta1.SignatureDescriptor": {
  "sequence": "u"
 },
 "cosmos.tx.signing.v1beta1.SignatureDescriptors": {
  "signatures": "cosmos.tx.signing.v1beta1.SignatureDescriptor"
 },
 "cosmos.tx.v1beta1.AuthInfo": {
  "signerInfos": "cosmos.tx.v1beta1.SignerInfo",
  "fee": "cosmos.tx.v1beta1.Fee"
 },
 "cosmos.tx.v1beta1.AuxSignerData": {
  "signDoc": "cosmos.tx.v1beta1.SignDocDirectAux"
 },
 "cosmos.tx.v1beta1.BroadcastTxResponse": {
  "txResponse": "cosmos.base.abci.v1beta1.TxResponse"
 },
 "cosmos.tx.v1beta1.Fee": {
  "gasLimit": "u"
 },
 "cosmos.tx.v1beta1.GetBlockWithTxsRequest": {
  "height": "s",
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "cosmos.tx.v1beta1.GetBlockWithTxsResponse": {
  "txs": "cosmos.tx.v1beta1.Tx",
  "block": "tendermint.types.Block",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "cosmos.tx.v1beta1.GetTxResponse": {
  "tx": "cosmos.tx.v1beta1.Tx",
  "txResponse": "cosmos.base.abci.v1beta1.TxResponse"
 },
 "cosmos.tx.v1beta1.GetTxsEventRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest",
  "page": "u",
  "limit": "u"
 },
 "cosmos.tx.v1beta1.GetTxsEventResponse": {
  "txs": "cosmos.tx.v1beta1.Tx",
  "txResponses": "cosmos.base.abci.v1beta1.TxResponse",
  "pagination": "cosmos.base.query.v1beta1.PageResponse",
  "total": "u"
 },
 "cosmos.tx.v1beta1.SignDoc": {
  "accountNumber": "u"
 },
 "cosmos.tx.v1beta1.SignDocDirectAux": {
  "accountNumber": "u",
  "sequence": "u"
 },
 "cosmos.tx.v1beta1.SignerInfo": {
  "sequence": "u"
 },
 "cosmos.tx.v1beta1.SimulateRequest": {
  "tx": "cosmos.tx.v1beta1.Tx"
 },
 "cosmos.tx.v1beta1.SimulateResponse": {
  "gasInfo": "cosmos.base.abci.v1beta1.GasInfo"
 },
 "cosmos.tx.v1beta1.Tx": {
  "body": "cosmos.tx.v1beta1.TxBody",
  "authInfo": "cosmos.tx.v1beta1.AuthInfo"
 },
 "cosmos.tx.v1beta1.TxBody": {
  "timeoutHeight": "u"
 },
 "cosmos.tx.v1beta1.TxDecodeResponse": {
  "tx": "cosmos.tx.v1beta1.Tx"
 },
 "cosmos.tx.v1beta1.TxEncodeRequest": {
  "tx": "cosmos.tx.v1beta1.Tx"
 },
 "cosmos.vesting.v1beta1.BaseVestingAccount": {
  "baseAccount": "cosmos.auth.v1beta1.BaseAccount",
  "endTime": "s"
 },
 "cosmos.vesting.v1beta1.ContinuousVestingAccount": {
  "baseVestingAccount": "cosmos.vesting.v1beta1.BaseVestingAccount",
  "startTime": "s"
 },
 "cosmos.vesting.v1beta1.DelayedVestingAccount": {
  "baseVestingAccount": "cosmos.vesting.v1beta1.BaseVestingAccount"
 },
 "cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount": {
  "startTime": "s",
  "vestingPeriods": "cosmos.vesting.v1beta1.Period"
 },
 "cosmos.vesting.v1beta1.MsgCreateVestingAccount": {
  "endTime": "s"
 },
 "cosmos.vesting.v1beta1.Period": {
  "length": "s"
 },
 "cosmos.vesting.v1beta1.PeriodicVestingAccount": {
  "baseVestingAccount": "cosmos.vesting.v1beta1.BaseVestingAccount",
  "startTime": "s",
  "vestingPeriods": "cosmos.vesting.v1beta1.Period"
 },
 "cosmos.vesting.v1beta1.PermanentLockedAccount": {
  "baseVestingAccount": "cosmos.vesting.v1beta1.BaseVestingAccount"
 },
 "google.protobuf.DescriptorProto": {
  "field": "google.protobuf.FieldDescriptorProto",
  "extension": "google.protobuf.FieldDescriptorProto",
  "nestedType": "google.protobuf.DescriptorProto",
  "enumType": "google.protobuf.EnumDescriptorProto",
  "extensionRange": "google.protobuf.DescriptorProto.ExtensionRange",
  "oneofDecl": "google.protobuf.OneofDescriptorProto",
  "options": "google.protobuf.MessageOptions"
 },
 "google.protobuf.DescriptorProto.ExtensionRange": {
  "options": "google.protobuf.ExtensionRangeOptions"
 },
 "google.protobuf.Duration": {
  "seconds": "s"
 },
 "google.protobuf.EnumDescriptorProto": {
  "value": "google.protobuf.EnumValueDescriptorProto",
  "options": "google.protobuf.EnumOptions"
 },
 "google.protobuf.EnumOptions": {
  "uninterpretedOption": "google.protobuf.UninterpretedOption"
 },
 "google.protobuf.EnumValueDescriptorProto": {
  "options": "google.protobuf.EnumValueOptions"
 },
 "google.protobuf.EnumValueOptions": {
  "uninterpretedOption": "google.protobuf.UninterpretedOption"
 },
 "google.protobuf.ExtensionRangeOptions": {
  "uninterpretedOption": "google.protobuf.UninterpretedOption"
 },
 "google.protobuf.FieldDescriptorProto": {
  "options": "google.protobuf.FieldOptions"
 },
 "google.protobuf.FieldOptions": {
  "uninterpretedOption": "google.protobuf.UninterpretedOption"
 },
 "google.protobuf.FileDescriptorProto": {
  "messageType": "google.protobuf.DescriptorProto",
  "enumType": "google.protobuf.EnumDescriptorProto",
  "service": "google.protobuf.ServiceDescriptorProto",
  "extension": "google.protobuf.FieldDescriptorProto",
  "options": "google.protobuf.FileOptions"
 },
 "google.protobuf.FileDescriptorSet": {
  "file": "google.protobuf.FileDescriptorProto"
 },
 "google.protobuf.FileOptions": {
  "uninterpretedOption": "google.protobuf.UninterpretedOption"
 },
 "google.protobuf.MessageOptions": {
  "uninterpretedOption": "google.protobuf.UninterpretedOption"
 },
 "google.protobuf.MethodDescriptorProto": {
  "options": "google.protobuf.MethodOptions"
 },
 "google.protobuf.MethodOptions": {
  "uninterpretedOption": "google.protobuf.UninterpretedOption"
 },
 "google.protobuf.OneofDescriptorProto": {
  "options": "google.protobuf.OneofOptions"
 },
 "google.protobuf.OneofOptions": {
  "uninterpretedOption": "google.protobuf.UninterpretedOption"
 },
 "google.protobuf.ServiceDescriptorProto": {
  "method": "google.protobuf.MethodDescriptorProto",
  "options": "google.protobuf.ServiceOptions"
 },
 "google.protobuf.ServiceOptions": {
  "uninterpretedOption": "google.protobuf.UninterpretedOption"
 },
 "google.protobuf.Timestamp": {
  "seconds": "s"
 },
 "google.protobuf.UninterpretedOption": {
  "positiveIntValue": "u",
  "negativeIntValue": "s"
 },
 "infonex.beacon.v1.EventBeacon": {
  "height": "u"
 },
 "infonex.beacon.v1.GenesisState": {
  "params": "infonex.beacon.v1.Params",
  "onions": "infonex.beacon.v1.Onion",
  "seeds": "infonex.beacon.v1.Seed"
 },
 "infonex.beacon.v1.MsgCommitOnion": {
  "next": "infonex.beacon.v1.OnionCommitment"
 },
 "infonex.beacon.v1.MsgCommitOnionResponse": {
  "activeHeight": "u"
 },
 "infonex.beacon.v1.Onion": {
  "remaining": "u",
  "epoch": "u",
  "next": "infonex.beacon.v1.OnionCommitment",
  "nextActiveHeight": "u"
 },
 "infonex.beacon.v1.OnionCommitment": {
  "length": "u"
 },
 "infonex.beacon.v1.Params": {
  "windowBlocks": "u",
  "activationBlocks": "u",
  "renewAtLinks": "u"
 },
 "infonex.beacon.v1.QueryOnionsResponse": {
  "onions": "infonex.beacon.v1.Onion"
 },
 "infonex.beacon.v1.QueryParamsResponse": {
  "params": "infonex.beacon.v1.Params"
 },
 "infonex.beacon.v1.QuerySeedRequest": {
  "height": "u"
 },
 "infonex.beacon.v1.QuerySeedResponse": {
  "seed": "infonex.beacon.v1.Seed"
 },
 "infonex.beacon.v1.Seed": {
  "height": "u"
 },
 "infonex.beacon.v1.SystemTx": {
  "next": "infonex.beacon.v1.OnionCommitment"
 },
 "infonex.engine.v1.BlockMeta": {
  "sizeBytes": "u"
 },
 "infonex.engine.v1.EngineState": {
  "initialHeight": "s",
  "lastHeight": "s",
  "lastTimeNs": "s",
  "appVersion": "u",
  "lastValidators": "tendermint.types.ValidatorSet",
  "validators": "tendermint.types.ValidatorSet",
  "nextValidators": "tendermint.types.ValidatorSet",
  "consensusParams": "tendermint.types.ConsensusParams"
 },
 "infonex.engine.v1.ExecTxResult": {
  "gasWanted": "s",
  "gasUsed": "s"
 },
 "infonex.engine.v1.Results": {
  "txResults": "infonex.engine.v1.ExecTxResult",
  "validatorUpdates": "infonex.engine.v1.ValidatorChange",
  "consensusParamUpdates": "tendermint.types.ConsensusParams"
 },
 "infonex.engine.v1.StoreRange": {
  "base": "s",
  "height": "s"
 },
 "infonex.engine.v1.ValidatorChange": {
  "power": "s"
 },
 "infonex.gov.v1.Announcement": {
  "id": "u",
  "announcedHeight": "u",
  "forceMs": "u",
  "forceHeight": "u"
 },
 "infonex.gov.v1.GenesisState": {
  "params": "infonex.gov.v1.Params",
  "nextId": "u",
  "announcements": "infonex.gov.v1.Announcement"
 },
 "infonex.gov.v1.MsgAnnounceParamsResponse": {
  "id": "u",
  "forceMs": "u",
  "forceHeight": "u"
 },
 "infonex.gov.v1.MsgCancelAnnouncement": {
  "id": "u"
 },
 "infonex.gov.v1.MsgUpdateParams": {
  "params": "infonex.gov.v1.Params"
 },
 "infonex.gov.v1.Params": {
  "delayMs": "u",
  "delayBlocks": "u"
 },
 "infonex.gov.v1.QueryAnnouncementsResponse": {
  "announcements": "infonex.gov.v1.Announcement"
 },
 "infonex.gov.v1.QueryParamsResponse": {
  "params": "infonex.gov.v1.Params"
 },
 "infonex.inference.v1.Acknowledgement": {
  "sequence": "u",
  "counters": "infonex.inference.v1.Counter"
 },
 "infonex.inference.v1.Attribute": {
  "ints": "s",
  "tensorType": "infonex.inference.v1.ValueType"
 },
 "infonex.inference.v1.Checkpoint": {
  "receipt": "infonex.inference.v1.SignedReceipt",
  "request": "infonex.inference.v1.SignedRequest",
  "measurement": "infonex.inference.v1.SignedMeasurement"
 },
 "infonex.inference.v1.ClientEntry": {
  "descriptor": "infonex.payment.v1.ChannelDescriptor",
  "receipt": "infonex.inference.v1.SignedReceipt",
  "request": "infonex.inference.v1.SignedRequest",
  "voucher": "infonex.payment.v1.SignedVoucher"
 },
 "infonex.inference.v1.Counter": {
  "total": "u"
 },
 "infonex.inference.v1.GraphHeader": {
  "inputs": "infonex.inference.v1.Port",
  "outputs": "infonex.inference.v1.Port",
  "weights": "infonex.inference.v1.Weight"
 },
 "infonex.inference.v1.GraphNode": {
  "attributes": "infonex.inference.v1.Attribute",
  "types": "infonex.inference.v1.ValueType"
 },
 "infonex.inference.v1.Handshake": {
  "serverId": "u"
 },
 "infonex.inference.v1.LedgerEntry": {
  "voucher": "infonex.payment.v1.SignedVoucher",
  "request": "infonex.inference.v1.SignedRequest",
  "receipt": "infonex.inference.v1.SignedReceipt",
  "descriptor": "infonex.payment.v1.ChannelDescriptor"
 },
 "infonex.inference.v1.ManagerEntry": {
  "atMs": "u",
  "descriptor": "infonex.payment.v1.ChannelDescriptor",
  "receipt": "infonex.inference.v1.SignedReceipt",
  "measurement": "infonex.inference.v1.SignedMeasurement",
  "request": "infonex.inference.v1.SignedRequest",
  "voucher": "infonex.payment.v1.SignedVoucher"
 },
 "infonex.inference.v1.Measurement": {
  "acknowledgement": "infonex.inference.v1.Acknowledgement"
 },
 "infonex.inference.v1.OutputCommitment": {
  "tensors": "infonex.inference.v1.TensorCommitment"
 },
 "infonex.inference.v1.Port": {
  "shape": "u"
 },
 "infonex.inference.v1.Receipt": {
  "sequence": "u",
  "counters": "infonex.inference.v1.Counter",
  "startMs": "u",
  "endMs": "u",
  "retailMeter": "infonex.sla.v1.MeterState",
  "wholesaleMeter": "infonex.sla.v1.MeterState"
 },
 "infonex.inference.v1.Request": {
  "sequence": "u",
  "expiryMs": "u",
  "acknowledgement": "infonex.inference.v1.Acknowledgement"
 },
 "infonex.inference.v1.SignedHandshake": {
  "handshake": "infonex.inference.v1.Handshake"
 },
 "infonex.inference.v1.SignedMeasurement": {
  "measurement": "infonex.inference.v1.Measurement"
 },
 "infonex.inference.v1.SignedReceipt": {
  "receipt": "infonex.inference.v1.Receipt"
 },
 "infonex.inference.v1.SignedRequest": {
  "request": "infonex.inference.v1.Request"
 },
 "infonex.inference.v1.TensorCommitment": {
  "shape": "u"
 },
 "infonex.inference.v1.ValueType": {
  "shape": "u"
 },
 "infonex.inference.v1.Weight": {
  "shape": "u"
 },
 "infonex.model.v1.GenesisState": {
  "params": "infonex.model.v1.Params",
  "models": "infonex.model.v1.Model"
 },
 "infonex.model.v1.Model": {
  "fileBytes": "u",
  "inputs": "infonex.model.v1.TensorInfo",
  "outputs": "infonex.model.v1.TensorInfo",
  "height": "u"
 },
 "infonex.model.v1.MsgRegisterModel": {
  "fileBytes": "u",
  "inputs": "infonex.model.v1.TensorInfo",
  "outputs": "infonex.model.v1.TensorInfo"
 },
 "infonex.model.v1.MsgUpdateParams": {
  "params": "infonex.model.v1.Params"
 },
 "infonex.model.v1.Params": {
  "completionBlocks": "u"
 },
 "infonex.model.v1.QueryModelResponse": {
  "model": "infonex.model.v1.Model"
 },
 "infonex.model.v1.QueryModelsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.model.v1.QueryModelsResponse": {
  "models": "infonex.model.v1.Model",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.model.v1.QueryParamsResponse": {
  "params": "infonex.model.v1.Params"
 },
 "infonex.model.v1.TensorInfo": {
  "shape": "u"
 },
 "infonex.payment.v1.Channel": {
  "closeAtMs": "u",
  "closeAtHeight": "u",
  "frozenAtMs": "u",
  "expiryMs": "u",
  "startMs": "u",
  "ratePerS": "u",
  "burst": "u"
 },
 "infonex.payment.v1.ChannelDescriptor": {
  "nonce": "u",
  "retailId": "u",
  "wholesaleId": "u",
  "expiryMs": "u",
  "ratePerS": "u",
  "burst": "u",
  "startMs": "u"
 },
 "infonex.payment.v1.Contract": {
  "retailId": "u",
  "wholesaleId": "u",
  "sequence": "u"
 },
 "infonex.payment.v1.Escrow": {
  "channelSequence": "u",
  "id": "u"
 },
 "infonex.payment.v1.GenesisChannel": {
  "escrowId": "u",
  "startMs": "u",
  "expiryMs": "u",
  "closeAtMs": "u",
  "closeAtHeight": "u",
  "frozenAtMs": "u",
  "ratePerS": "u",
  "burst": "u"
 },
 "infonex.payment.v1.GenesisContract": {
  "contract": "infonex.payment.v1.Contract"
 },
 "infonex.payment.v1.GenesisState": {
  "params": "infonex.payment.v1.Params",
  "grants": "infonex.payment.v1.ManagerGrant",
  "nextEscrow": "u",
  "escrows": "infonex.payment.v1.Escrow",
  "channels": "infonex.payment.v1.GenesisChannel",
  "contracts": "infonex.payment.v1.GenesisContract",
  "maturing": "infonex.payment.v1.Maturing",
  "disputes": "infonex.payment.v1.ServiceDispute"
 },
 "infonex.payment.v1.GrantView": {
  "grant": "infonex.payment.v1.ManagerGrant"
 },
 "infonex.payment.v1.ManagerGrant": {
  "limits": "infonex.payment.v1.ManagerLimits",
  "periodStartMs": "u",
  "revokedAtMs": "u"
 },
 "infonex.payment.v1.ManagerLimits": {
  "maxRatePerS": "u",
  "maxBurst": "u",
  "periodMs": "u",
  "expiryMs": "u"
 },
 "infonex.payment.v1.Maturing": {
  "wholesaleId": "u",
  "maturesMs": "u",
  "maturesHeight": "u"
 },
 "infonex.payment.v1.MsgClaim": {
  "claim": "infonex.payment.v1.SignedVoucher"
 },
 "infonex.payment.v1.MsgClaimBatch": {
  "claims": "infonex.payment.v1.SignedVoucher",
  "words": "infonex.payment.v1.PayWordClaim"
 },
 "infonex.payment.v1.MsgClaimPayWord": {
  "claim": "infonex.payment.v1.PayWordClaim"
 },
 "infonex.payment.v1.MsgCloseByPayee": {
  "claim": "infonex.payment.v1.SignedVoucher",
  "descriptor": "infonex.payment.v1.ChannelDescriptor",
  "words": "infonex.payment.v1.PayWordClaim"
 },
 "infonex.payment.v1.MsgCloseCooperative": {
  "descriptor": "infonex.payment.v1.ChannelDescriptor"
 },
 "infonex.payment.v1.MsgGrantManager": {
  "limits": "infonex.payment.v1.ManagerLimits"
 },
 "infonex.payment.v1.MsgOpenChannel": {
  "retailId": "u",
  "wholesaleId": "u",
  "expiryMs": "u",
  "ratePerS": "u",
  "burst": "u"
 },
 "infonex.payment.v1.MsgOpenChannelByGrant": {
  "retailId": "u",
  "wholesaleId": "u",
  "expiryMs": "u",
  "ratePerS": "u",
  "burst": "u"
 },
 "infonex.payment.v1.MsgOpenChannelByGrantResponse": {
  "descriptor": "infonex.payment.v1.ChannelDescriptor"
 },
 "infonex.payment.v1.MsgOpenChannelResponse": {
  "descriptor": "infonex.payment.v1.ChannelDescriptor"
 },
 "infonex.payment.v1.MsgOpenServiceDispute": {
  "descriptor": "infonex.payment.v1.ChannelDescriptor",
  "request": "infonex.inference.v1.SignedRequest",
  "receipt": "infonex.inference.v1.SignedReceipt",
  "voucher": "infonex.payment.v1.SignedVoucher"
 },
 "infonex.payment.v1.MsgOpenServiceDisputeResponse": {
  "dispute": "infonex.payment.v1.ServiceDispute"
 },
 "infonex.payment.v1.MsgRequestCloseResponse": {
  "closeAtMs": "u",
  "closeAtHeight": "u"
 },
 "infonex.payment.v1.MsgRevokeManagerGrantResponse": {
  "effectiveAtMs": "u"
 },
 "infonex.payment.v1.MsgRevokeSignerResponse": {
  "frozenAtMs": "u"
 },
 "infonex.payment.v1.MsgShowServed": {
  "request": "infonex.inference.v1.SignedRequest",
  "receipt": "infonex.inference.v1.SignedReceipt"
 },
 "infonex.payment.v1.MsgShowServedResponse": {
  "dispute": "infonex.payment.v1.ServiceDispute"
 },
 "infonex.payment.v1.MsgUpdateParams": {
  "params": "infonex.payment.v1.Params"
 },
 "infonex.payment.v1.Params": {
  "closeGraceMs": "u",
  "closeGraceBlocks": "u",
  "revokeGraceMs": "u",
  "maxLifetimeMs": "u",
  "maturityMs": "u",
  "maturityBlocks": "u",
  "disputeMs": "u",
  "disputeBlocks": "u"
 },
 "infonex.payment.v1.PayWordClaim": {
  "commit": "infonex.payment.v1.SignedPayWordCommit",
  "checkpoint": "infonex.inference.v1.Checkpoint"
 },
 "infonex.payment.v1.PayWordCommit": {
  "epoch": "u",
  "notAfterMs": "u"
 },
 "infonex.payment.v1.QueryChannelResponse": {
  "channel": "infonex.payment.v1.Channel"
 },
 "infonex.payment.v1.QueryChannelsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.payment.v1.QueryChannelsResponse": {
  "channels": "infonex.payment.v1.Channel",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.payment.v1.QueryEscrowResponse": {
  "escrow": "infonex.payment.v1.Escrow"
 },
 "infonex.payment.v1.QueryGrantResponse": {
  "grant": "infonex.payment.v1.GrantView"
 },
 "infonex.payment.v1.QueryGrantsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.payment.v1.QueryGrantsResponse": {
  "grants": "infonex.payment.v1.GrantView",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.payment.v1.QueryManagerGrantsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.payment.v1.QueryManagerGrantsResponse": {
  "grants": "infonex.payment.v1.GrantView",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.payment.v1.QueryMaturingRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.payment.v1.QueryMaturingResponse": {
  "maturing": "infonex.payment.v1.Maturing",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.payment.v1.QueryParamsResponse": {
  "params": "infonex.payment.v1.Params"
 },
 "infonex.payment.v1.QueryPayeeChannelsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.payment.v1.QueryPayeeChannelsResponse": {
  "channels": "infonex.payment.v1.Channel",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.payment.v1.QueryServiceContractResponse": {
  "channel": "infonex.payment.v1.Channel",
  "contract": "infonex.payment.v1.Contract",
  "retail": "infonex.sla.v1.Agreement",
  "wholesale": "infonex.sla.v1.Agreement"
 },
 "infonex.payment.v1.QueryServiceDisputeResponse": {
  "dispute": "infonex.payment.v1.ServiceDispute"
 },
 "infonex.payment.v1.ServiceDispute": {
  "sequence": "u",
  "deadlineMs": "u",
  "deadlineHeight": "u",
  "wholesaleId": "u",
  "descriptor": "infonex.payment.v1.ChannelDescriptor",
  "shownSequence": "u"
 },
 "infonex.payment.v1.SignedPayWordCommit": {
  "commit": "infonex.payment.v1.PayWordCommit",
  "descriptor": "infonex.payment.v1.ChannelDescriptor"
 },
 "infonex.payment.v1.SignedVoucher": {
  "voucher": "infonex.payment.v1.Voucher",
  "descriptor": "infonex.payment.v1.ChannelDescriptor",
  "checkpoint": "infonex.inference.v1.Checkpoint"
 },
 "infonex.payment.v1.Voucher": {
  "validUntilMs": "u"
 },
 "infonex.router.v1.Candidate": {
  "serverId": "u",
  "estMilli": "u"
 },
 "infonex.router.v1.ComplianceRecord": {
  "wholesaleId": "u"
 },
 "infonex.router.v1.CounterpartyCount": {
  "serverId": "u",
  "counted": "u"
 },
 "infonex.router.v1.GenesisState": {
  "nextId": "u",
  "servers": "infonex.router.v1.Server",
  "params": "infonex.router.v1.Params",
  "records": "infonex.router.v1.ServerRecord",
  "nextMatch": "u",
  "matches": "infonex.router.v1.Match",
  "counterparties": "infonex.router.v1.CounterpartyCount",
  "channels": "infonex.router.v1.RoutedChannel",
  "probers": "infonex.router.v1.Prober",
  "duties": "infonex.router.v1.ProbeDuty",
  "compliance": "infonex.router.v1.ComplianceRecord",
  "probeEpochs": "infonex.router.v1.ProbeEpoch",
  "shownClients": "infonex.router.v1.ShownClient",
  "payers": "infonex.router.v1.Payer"
 },
 "infonex.router.v1.Hardware": {
  "memoryMib": "u"
 },
 "infonex.router.v1.Health": {
  "heardMs": "u",
  "counted": "u",
  "jailedUntilMs": "u"
 },
 "infonex.router.v1.LoadReport": {
  "serverId": "u",
  "height": "u",
  "loads": "infonex.router.v1.ModelLoad"
 },
 "infonex.router.v1.Match": {
  "id": "u",
  "terms": "infonex.router.v1.MatchTerms",
  "height": "u",
  "tried": "u",
  "serverId": "u",
  "anticipation": "infonex.router.v1.PaymentAnticipation",
  "dueMs": "u",
  "dueHeight": "u",
  "answered": "u",
  "late": "u",
  "lateSequence": "u"
 },
 "infonex.router.v1.MatchTerms": {
  "serverId": "u",
  "shape": "infonex.router.v1.RequestShape",
  "retailIds": "u",
  "leaseMs": "u"
 },
 "infonex.router.v1.ModelLoad": {
  "busyMilli": "u"
 },
 "infonex.router.v1.MsgAttachChannel": {
  "matchId": "u"
 },
 "infonex.router.v1.MsgConfirmMatch": {
  "matchId": "u"
 },
 "infonex.router.v1.MsgHeartbeat": {
  "serverId": "u"
 },
 "infonex.router.v1.MsgProbeCommit": {
  "epoch": "u"
 },
 "infonex.router.v1.MsgProbeReveal": {
  "epoch": "u",
  "results": "infonex.router.v1.ProbeResult"
 },
 "infonex.router.v1.MsgRejectMatch": {
  "matchId": "u"
 },
 "infonex.router.v1.MsgReleaseLease": {
  "matchId": "u"
 },
 "infonex.router.v1.MsgReportLate": {
  "matchId": "u",
  "receipt": "infonex.inference.v1.SignedReceipt"
 },
 "infonex.router.v1.MsgReportLoad": {
  "serverId": "u",
  "loads": "infonex.router.v1.ModelLoad"
 },
 "infonex.router.v1.MsgReportLoadBatch": {
  "reports": "infonex.router.v1.SignedLoadReport"
 },
 "infonex.router.v1.MsgReportNoShow": {
  "matchId": "u"
 },
 "infonex.router.v1.MsgRequestMatch": {
  "terms": "infonex.router.v1.MatchTerms"
 },
 "infonex.router.v1.MsgRequestMatchResponse": {
  "matchId": "u"
 },
 "infonex.router.v1.MsgSubmitOverCapacity": {
  "serverId": "u",
  "receipts": "infonex.inference.v1.SignedReceipt"
 },
 "infonex.router.v1.MsgSubscribeServer": {
  "offers": "infonex.router.v1.Offer",
  "hardware": "infonex.router.v1.Hardware"
 },
 "infonex.router.v1.MsgSubscribeServerResponse": {
  "serverId": "u"
 },
 "infonex.router.v1.MsgUnsubscribeServer": {
  "serverId": "u"
 },
 "infonex.router.v1.MsgUpdateParams": {
  "params": "infonex.router.v1.Params"
 },
 "infonex.router.v1.MsgUpdateServer": {
  "serverId": "u",
  "offers": "infonex.router.v1.Offer",
  "hardware": "infonex.router.v1.Hardware"
 },
 "infonex.router.v1.Offer": {
  "pricePerInputKib": "u",
  "pricePerOutputKib": "u"
 },
 "infonex.router.v1.Params": {
  "serverTtlMs": "u",
  "reportMaxAgeBlocks": "u",
  "confirmMs": "u",
  "confirmBlocks": "u",
  "maxLeaseMs": "u",
  "requestBlocks": "u",
  "outcomeMs": "u",
  "jailMs": "u",
  "probes": "infonex.router.v1.ProbeParams",
  "counterpartyAgeMs": "u"
 },
 "infonex.router.v1.PastOffer": {
  "untilMs": "u"
 },
 "infonex.router.v1.Payer": {
  "sinceMs": "u"
 },
 "infonex.router.v1.PaymentAnticipation": {
  "retailId": "u",
  "wholesaleId": "u",
  "ratePerS": "u",
  "expiryMs": "u"
 },
 "infonex.router.v1.ProbeDuty": {
  "epoch": "u"
 },
 "infonex.router.v1.ProbeEpoch": {
  "epoch": "u",
  "beginMs": "u"
 },
 "infonex.router.v1.ProbeParams": {
  "epochBlocks": "u",
  "commitBlocks": "u",
  "revealBlocks": "u"
 },
 "infonex.router.v1.ProbeResult": {
  "serverId": "u",
  "receipt": "infonex.inference.v1.SignedReceipt",
  "descriptor": "infonex.payment.v1.ChannelDescriptor"
 },
 "infonex.router.v1.Prober": {
  "sinceHeight": "u"
 },
 "infonex.router.v1.QueryCandidatesRequest": {
  "terms": "infonex.router.v1.MatchTerms"
 },
 "infonex.router.v1.QueryCandidatesResponse": {
  "candidates": "infonex.router.v1.Candidate"
 },
 "infonex.router.v1.QueryMatchRequest": {
  "id": "u"
 },
 "infonex.router.v1.QueryMatchResponse": {
  "match": "infonex.router.v1.Match"
 },
 "infonex.router.v1.QueryMatchesRequest": {
  "serverId": "u",
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.router.v1.QueryMatchesResponse": {
  "matches": "infonex.router.v1.Match",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.router.v1.QueryParamsResponse": {
  "params": "infonex.router.v1.Params"
 },
 "infonex.router.v1.QueryProbesResponse": {
  "probers": "infonex.router.v1.Prober",
  "duties": "infonex.router.v1.ProbeDuty"
 },
 "infonex.router.v1.QueryServerRequest": {
  "id": "u"
 },
 "infonex.router.v1.QueryServerResponse": {
  "server": "infonex.router.v1.Server"
 },
 "infonex.router.v1.QueryServerStateRequest": {
  "id": "u"
 },
 "infonex.router.v1.QueryServerStateResponse": {
  "server": "infonex.router.v1.Server",
  "health": "infonex.router.v1.Health",
  "standings": "infonex.router.v1.Standing",
  "paths": "infonex.router.v1.ServerPath"
 },
 "infonex.router.v1.QueryServersRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.router.v1.QueryServersResponse": {
  "servers": "infonex.router.v1.Server",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.router.v1.RequestShape": {
  "inputBytes": "u",
  "outputBytes": "u"
 },
 "infonex.router.v1.RoutedChannel": {
  "sequence": "u",
  "serverId": "u",
  "matchId": "u",
  "retailId": "u",
  "wholesaleId": "u"
 },
 "infonex.router.v1.Server": {
  "id": "u",
  "offers": "infonex.router.v1.Offer",
  "height": "u",
  "hardware": "infonex.router.v1.Hardware",
  "subscribedMs": "u",
  "pastOffers": "infonex.router.v1.PastOffer"
 },
 "infonex.router.v1.ServerPath": {
  "wholesaleId": "u"
 },
 "infonex.router.v1.ServerRecord": {
  "serverId": "u",
  "health": "infonex.router.v1.Health",
  "standings": "infonex.router.v1.Standing"
 },
 "infonex.router.v1.ShownClient": {
  "epoch": "u"
 },
 "infonex.router.v1.SignedLoadReport": {
  "report": "infonex.router.v1.LoadReport"
 },
 "infonex.router.v1.Standing": {
  "estMilli": "u",
  "atMs": "u"
 },
 "infonex.sla.v1.Aggregator": {
  "registeredHeight": "u"
 },
 "infonex.sla.v1.Agreement": {
  "id": "u",
  "plan": "infonex.sla.v1.PlanRef",
  "manager": "infonex.sla.v1.ManagerLimits",
  "fromMs": "u",
  "untilMs": "u",
  "noticeMs": "u",
  "effectiveMs": "u",
  "height": "u"
 },
 "infonex.sla.v1.Allotment": {
  "slices": "infonex.sla.v1.AllotmentSlice"
 },
 "infonex.sla.v1.AllotmentSlice": {
  "max": "infonex.sla.v1.IrDecimal"
 },
 "infonex.sla.v1.ChannelAllotment": {
  "agreementId": "u",
  "allotment": "infonex.sla.v1.Allotment"
 },
 "infonex.sla.v1.ChannelCount": {
  "agreementId": "u",
  "opened": "u"
 },
 "infonex.sla.v1.ChannelReport": {
  "window": "infonex.sla.v1.GuaranteeWindowId",
  "counters": "infonex.sla.v1.GuaranteeCounters"
 },
 "infonex.sla.v1.ContractLedger": {
  "retailId": "u",
  "wholesaleId": "u"
 },
 "infonex.sla.v1.GenesisPlan": {
  "plan": "infonex.sla.v1.Plan"
 },
 "infonex.sla.v1.GenesisState": {
  "params": "infonex.sla.v1.Params",
  "aggregators": "infonex.sla.v1.Aggregator",
  "memberships": "infonex.sla.v1.Membership",
  "unbondings": "infonex.sla.v1.Unbonding",
  "plans": "infonex.sla.v1.GenesisPlan",
  "agreements": "infonex.sla.v1.Agreement",
  "nextPlan": "u",
  "nextAgreement": "u",
  "nextUnbonding": "u",
  "margins": "infonex.sla.v1.Margin",
  "windows": "infonex.sla.v1.GuaranteeWindow",
  "reports": "infonex.sla.v1.ChannelReport",
  "ledgers": "infonex.sla.v1.ContractLedger",
  "uses": "infonex.sla.v1.GuaranteeUse",
  "allotments": "infonex.sla.v1.ChannelAllotment",
  "channelCounts": "infonex.sla.v1.ChannelCount"
 },
 "infonex.sla.v1.GuaranteeCounters": {
  "total": "u",
  "over": "u",
  "sum": "u"
 },
 "infonex.sla.v1.GuaranteeReport": {
  "retailId": "u",
  "wholesaleId": "u",
  "windowStartMs": "u",
  "counters": "infonex.sla.v1.GuaranteeCounters"
 },
 "infonex.sla.v1.GuaranteeUse": {
  "retailId": "u",
  "wholesaleId": "u"
 },
 "infonex.sla.v1.GuaranteeVerdict": {
  "height": "u"
 },
 "infonex.sla.v1.GuaranteeWindow": {
  "id": "infonex.sla.v1.GuaranteeWindowId",
  "counters": "infonex.sla.v1.GuaranteeCounters",
  "settleHeight": "u",
  "verdict": "infonex.sla.v1.GuaranteeVerdict",
  "missed": "u"
 },
 "infonex.sla.v1.GuaranteeWindowId": {
  "retailId": "u",
  "wholesaleId": "u",
  "startMs": "u"
 },
 "infonex.sla.v1.IrDecimal": {
  "whole": "u"
 },
 "infonex.sla.v1.IrGuarantee": {
  "value": "infonex.sla.v1.IrDecimal"
 },
 "infonex.sla.v1.IrLimit": {
  "max": "infonex.sla.v1.IrDecimal",
  "operation": "infonex.sla.v1.IrPack",
  "overage": "infonex.sla.v1.IrPack"
 },
 "infonex.sla.v1.IrPack": {
  "units": "infonex.sla.v1.IrDecimal",
  "cost": "infonex.sla.v1.IrDecimal"
 },
 "infonex.sla.v1.IrPlan": {
  "pricing": "infonex.sla.v1.IrPricing",
  "guarantees": "infonex.sla.v1.IrGuarantee"
 },
 "infonex.sla.v1.IrPricing": {
  "cost": "infonex.sla.v1.IrDecimal"
 },
 "infonex.sla.v1.IrSettlement": {
  "units": "u",
  "per": "u"
 },
 "infonex.sla.v1.ManagerLimits": {
  "maxRatePerS": "u"
 },
 "infonex.sla.v1.Margin": {
  "retail": "infonex.sla.v1.PlanRef",
  "wholesale": "infonex.sla.v1.PlanRef"
 },
 "infonex.sla.v1.Membership": {
  "sinceHeight": "u"
 },
 "infonex.sla.v1.MeterBinding": {
  "units": "u",
  "billable": "u",
  "windows": "infonex.sla.v1.MeterWindow"
 },
 "infonex.sla.v1.MeterCounter": {
  "total": "u"
 },
 "infonex.sla.v1.MeterState": {
  "startMs": "u",
  "tMs": "u",
  "bindings": "infonex.sla.v1.MeterBinding"
 },
 "infonex.sla.v1.MeterWindow": {
  "index": "s",
  "before": "u"
 },
 "infonex.sla.v1.MsgAcceptAgreement": {
  "agreementId": "u",
  "manager": "infonex.sla.v1.ManagerLimits"
 },
 "infonex.sla.v1.MsgAcceptAgreementResponse": {
  "agreement": "infonex.sla.v1.Agreement"
 },
 "infonex.sla.v1.MsgAllotChannels": {
  "agreementId": "u",
  "allotments": "infonex.sla.v1.ChannelAllotment"
 },
 "infonex.sla.v1.MsgProposeAgreement": {
  "plan": "infonex.sla.v1.PlanRef",
  "manager": "infonex.sla.v1.ManagerLimits",
  "fromMs": "u",
  "untilMs": "u",
  "noticeMs": "u"
 },
 "infonex.sla.v1.MsgProposeAgreementResponse": {
  "agreementId": "u"
 },
 "infonex.sla.v1.MsgRegisterPlanResponse": {
  "plan": "infonex.sla.v1.Plan"
 },
 "infonex.sla.v1.MsgReportGuarantee": {
  "reports": "infonex.sla.v1.SignedGuaranteeReport"
 },
 "infonex.sla.v1.MsgResumeAgreement": {
  "agreementId": "u"
 },
 "infonex.sla.v1.MsgRetirePlan": {
  "planId": "u"
 },
 "infonex.sla.v1.MsgSettleGuaranteeWindow": {
  "window": "infonex.sla.v1.GuaranteeWindowId"
 },
 "infonex.sla.v1.MsgSettleGuaranteeWindowResponse": {
  "window": "infonex.sla.v1.GuaranteeWindow"
 },
 "infonex.sla.v1.MsgSuspendAgreement": {
  "agreementId": "u"
 },
 "infonex.sla.v1.MsgSuspendAgreementResponse": {
  "effectiveMs": "u"
 },
 "infonex.sla.v1.MsgTerminateAgreement": {
  "agreementId": "u"
 },
 "infonex.sla.v1.MsgTerminateAgreementResponse": {
  "effectiveMs": "u"
 },
 "infonex.sla.v1.MsgUnbondResponse": {
  "id": "u",
  "completeMs": "u",
  "completeHeight": "u"
 },
 "infonex.sla.v1.MsgUpdateParams": {
  "params": "infonex.sla.v1.Params"
 },
 "infonex.sla.v1.MsgUpdatePlan": {
  "planId": "u"
 },
 "infonex.sla.v1.MsgUpdatePlanResponse": {
  "plan": "infonex.sla.v1.Plan"
 },
 "infonex.sla.v1.MsgWithdrawProposal": {
  "agreementId": "u"
 },
 "infonex.sla.v1.Params": {
  "unbondingMs": "u",
  "unbondingBlocks": "u",
  "minNoticeMs": "u",
  "guaranteeDisputeMs": "u",
  "proposalMs": "u",
  "guaranteeDisputeBlocks": "u"
 },
 "infonex.sla.v1.Plan": {
  "id": "u",
  "height": "u"
 },
 "infonex.sla.v1.PlanRef": {
  "planId": "u"
 },
 "infonex.sla.v1.QueryAggregatorResponse": {
  "aggregator": "infonex.sla.v1.Aggregator"
 },
 "infonex.sla.v1.QueryAggregatorsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.sla.v1.QueryAggregatorsResponse": {
  "aggregators": "infonex.sla.v1.Aggregator",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.sla.v1.QueryAgreementRequest": {
  "agreementId": "u"
 },
 "infonex.sla.v1.QueryAgreementResponse": {
  "agreement": "infonex.sla.v1.Agreement"
 },
 "infonex.sla.v1.QueryAgreementsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.sla.v1.QueryAgreementsResponse": {
  "agreements": "infonex.sla.v1.Agreement",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.sla.v1.QueryAllotmentsRequest": {
  "agreementId": "u"
 },
 "infonex.sla.v1.QueryAllotmentsResponse": {
  "allotments": "infonex.sla.v1.ChannelAllotment"
 },
 "infonex.sla.v1.QueryBondRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.sla.v1.QueryBondResponse": {
  "unbondings": "infonex.sla.v1.Unbonding",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.sla.v1.QueryContractRequest": {
  "retailId": "u",
  "wholesaleId": "u"
 },
 "infonex.sla.v1.QueryContractResponse": {
  "retail": "infonex.sla.v1.Agreement",
  "wholesale": "infonex.sla.v1.Agreement",
  "retailPlan": "infonex.sla.v1.Plan",
  "wholesalePlan": "infonex.sla.v1.Plan",
  "ledger": "infonex.sla.v1.ContractLedger"
 },
 "infonex.sla.v1.QueryGuaranteeWindowsRequest": {
  "retailId": "u",
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.sla.v1.QueryGuaranteeWindowsResponse": {
  "windows": "infonex.sla.v1.GuaranteeWindow",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.sla.v1.QueryMembersRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.sla.v1.QueryMembersResponse": {
  "members": "infonex.sla.v1.Membership",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.sla.v1.QueryMembershipsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.sla.v1.QueryMembershipsResponse": {
  "memberships": "infonex.sla.v1.Membership",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.sla.v1.QueryParamsResponse": {
  "params": "infonex.sla.v1.Params"
 },
 "infonex.sla.v1.QueryPlanRequest": {
  "planId": "u"
 },
 "infonex.sla.v1.QueryPlanResponse": {
  "plan": "infonex.sla.v1.Plan"
 },
 "infonex.sla.v1.QueryPlansRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.sla.v1.QueryPlansResponse": {
  "plans": "infonex.sla.v1.Plan",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.sla.v1.QueryPriceRequest": {
  "planId": "u",
  "usage": "infonex.sla.v1.Usage"
 },
 "infonex.sla.v1.SignedGuaranteeReport": {
  "report": "infonex.sla.v1.GuaranteeReport"
 },
 "infonex.sla.v1.SlaIr": {
  "settlement": "infonex.sla.v1.IrSettlement",
  "limits": "infonex.sla.v1.IrLimit",
  "plans": "infonex.sla.v1.IrPlan"
 },
 "infonex.sla.v1.Unbonding": {
  "id": "u",
  "completeMs": "u",
  "completeHeight": "u"
 },
 "infonex.sla.v1.Usage": {
  "units": "u"
 },
 "infonex.verification.v1.Assertion": {
  "id": "u",
  "assertedMs": "u",
  "assertedHeight": "u",
  "untilMs": "u",
  "untilHeight": "u"
 },
 "infonex.verification.v1.Attester": {
  "sinceHeight": "u",
  "attested": "u",
  "missed": "u"
 },
 "infonex.verification.v1.Attribution": {
  "descriptor": "infonex.payment.v1.ChannelDescriptor",
  "serverId": "u"
 },
 "infonex.verification.v1.Conflict": {
  "sequence": "u",
  "untilMs": "u",
  "untilHeight": "u"
 },
 "infonex.verification.v1.Demand": {
  "id": "u",
  "sequence": "u",
  "dueMs": "u",
  "dueHeight": "u",
  "drawHeight": "u",
  "retailId": "u",
  "wholesaleId": "u",
  "openedMs": "u"
 },
 "infonex.verification.v1.DeniedReceipt": {
  "demandId": "u",
  "receipt": "infonex.inference.v1.SignedReceipt"
 },
 "infonex.verification.v1.Faults": {
  "undelivered": "u",
  "wrong": "u",
  "declined": "u",
  "conflicts": "u"
 },
 "infonex.verification.v1.FeeMisstatement": {
  "receipt": "infonex.inference.v1.Receipt",
  "inclusion": "infonex.verification.v1.Inclusion"
 },
 "infonex.verification.v1.GenesisAnswer": {
  "demandId": "u"
 },
 "infonex.verification.v1.GenesisState": {
  "params": "infonex.verification.v1.Params",
  "nextAssertion": "u",
  "nextDemand": "u",
  "assertions": "infonex.verification.v1.Assertion",
  "receipts": "infonex.verification.v1.ReceiptRecord",
  "demands": "infonex.verification.v1.Demand",
  "answers": "infonex.verification.v1.GenesisAnswer",
  "conflicts": "infonex.verification.v1.Conflict",
  "faults": "infonex.verification.v1.Faults",
  "keys": "infonex.verification.v1.ReceiptKey",
  "attesters": "infonex.verification.v1.Attester"
 },
 "infonex.verification.v1.Inclusion": {
  "assertionId": "u"
 },
 "infonex.verification.v1.MsgAnchorReceipt": {
  "receipt": "infonex.inference.v1.SignedReceipt",
  "attribution": "infonex.verification.v1.Attribution",
  "inclusion": "infonex.verification.v1.Inclusion"
 },
 "infonex.verification.v1.MsgAnswerDemand": {
  "demandId": "u",
  "receipt": "infonex.inference.v1.SignedReceipt"
 },
 "infonex.verification.v1.MsgAnswerDemandResponse": {
  "dueMs": "u",
  "dueHeight": "u"
 },
 "infonex.verification.v1.MsgAssertReceiptsResponse": {
  "assertionId": "u"
 },
 "infonex.verification.v1.MsgAttestDelivery": {
  "demandId": "u"
 },
 "infonex.verification.v1.MsgDeclineDemand": {
  "demandId": "u"
 },
 "infonex.verification.v1.MsgDemandOutput": {
  "attribution": "infonex.verification.v1.Attribution",
  "receipt": "infonex.inference.v1.SignedReceipt",
  "request": "infonex.inference.v1.Request"
 },
 "infonex.verification.v1.MsgDemandOutputResponse": {
  "demandId": "u",
  "dueMs": "u",
  "dueHeight": "u"
 },
 "infonex.verification.v1.MsgProveWrongDelivery": {
  "demandId": "u"
 },
 "infonex.verification.v1.MsgSubmitEvidence": {
  "attribution": "infonex.verification.v1.Attribution",
  "receipts": "infonex.verification.v1.ReceiptConflict",
  "requests": "infonex.verification.v1.RequestConflict",
  "fee": "infonex.verification.v1.FeeMisstatement",
  "denied": "infonex.verification.v1.DeniedReceipt"
 },
 "infonex.verification.v1.MsgUpdateParams": {
  "params": "infonex.verification.v1.Params"
 },
 "infonex.verification.v1.OutputBundle": {
  "tensors": "infonex.verification.v1.OutputTensor"
 },
 "infonex.verification.v1.OutputTensor": {
  "shape": "u"
 },
 "infonex.verification.v1.Params": {
  "windowMs": "u",
  "windowBlocks": "u",
  "answerMs": "u",
  "answerBlocks": "u",
  "reviewMs": "u",
  "reviewBlocks": "u",
  "attestMs": "u",
  "attestBlocks": "u"
 },
 "infonex.verification.v1.QueryAssertionRequest": {
  "assertionId": "u"
 },
 "infonex.verification.v1.QueryAssertionResponse": {
  "assertion": "infonex.verification.v1.Assertion"
 },
 "infonex.verification.v1.QueryAssertionsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.verification.v1.QueryAssertionsResponse": {
  "assertions": "infonex.verification.v1.Assertion",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.verification.v1.QueryAttesterResponse": {
  "attester": "infonex.verification.v1.Attester"
 },
 "infonex.verification.v1.QueryAttestersRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.verification.v1.QueryAttestersResponse": {
  "attesters": "infonex.verification.v1.Attester",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.verification.v1.QueryDemandForRequest": {
  "sequence": "u"
 },
 "infonex.verification.v1.QueryDemandForResponse": {
  "demand": "infonex.verification.v1.Demand"
 },
 "infonex.verification.v1.QueryDemandRequest": {
  "demandId": "u"
 },
 "infonex.verification.v1.QueryDemandResponse": {
  "demand": "infonex.verification.v1.Demand"
 },
 "infonex.verification.v1.QueryFaultsResponse": {
  "faults": "infonex.verification.v1.Faults"
 },
 "infonex.verification.v1.QueryOpenDemandsRequest": {
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.verification.v1.QueryOpenDemandsResponse": {
  "demands": "infonex.verification.v1.Demand",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.verification.v1.QueryParamsResponse": {
  "params": "infonex.verification.v1.Params"
 },
 "infonex.verification.v1.QueryReceiptResponse": {
  "receipt": "infonex.verification.v1.ReceiptRecord"
 },
 "infonex.verification.v1.QueryReceiptsRequest": {
  "sequence": "u",
  "pagination": "cosmos.base.query.v1beta1.PageRequest"
 },
 "infonex.verification.v1.QueryReceiptsResponse": {
  "receipts": "infonex.verification.v1.ReceiptRecord",
  "pagination": "cosmos.base.query.v1beta1.PageResponse"
 },
 "infonex.verification.v1.ReceiptConflict": {
  "first": "infonex.inference.v1.SignedReceipt",
  "second": "infonex.inference.v1.SignedReceipt"
 },
 "infonex.verification.v1.ReceiptKey": {
  "serverId": "u",
  "untilMs": "u",
  "untilHeight": "u"
 },
 "infonex.verification.v1.ReceiptRecord": {
  "sequence": "u",
  "assertionId": "u",
  "untilMs": "u",
  "untilHeight": "u"
 },
 "infonex.verification.v1.RequestConflict": {
  "first": "infonex.inference.v1.SignedRequest",
  "second": "infonex.inference.v1.SignedRequest"
 },
 "onnx.AttributeProto": {
  "i": "s",
  "t": "onnx.TensorProto",
  "g": "onnx.GraphProto",
  "ints": "s",
  "tensors": "onnx.TensorProto",
  "graphs": "onnx.GraphProto"
 },
 "onnx.GraphProto": {
  "node": "onnx.NodeProto",
  "initializer": "onnx.TensorProto",
  "input": "onnx.ValueInfoProto",
  "output": "onnx.ValueInfoProto",
  "valueInfo": "onnx.ValueInfoProto",
  "sparseInitializer": "onnx.SparseTensorProto"
 },
 "onnx.ModelProto": {
  "irVersion": "s",
  "modelVersion": "s",
  "graph": "onnx.GraphProto",
  "opsetImport": "onnx.OperatorSetIdProto"
 },
 "onnx.NodeProto": {
  "attribute": "onnx.AttributeProto"
 },
 "onnx.OperatorSetIdProto": {
  "version": "s"
 },
 "onnx.SparseTensorProto": {
  "values": "onnx.TensorProto"
 },
 "onnx.TensorProto": {
  "dims": "s",
  "int64Data": "s",
  "uint64Data": "u"
 },
 "onnx.TensorShapeProto": {
  "dim": "onnx.TensorShapeProto.Dimension"
 },
 "onnx.TensorShapeProto.Dimension": {
  "dimValue": "s"
 },
 "onnx.TypeProto": {
  "tensorType": "onnx.TypeProto.Tensor"
 },
 "onnx.TypeProto.Tensor": {
  "shape": "onnx.TensorShapeProto"
 },
 "onnx.ValueInfoProto": {
  "type": "onnx.TypeProto"
 },
 "tendermint.abci.ExecTxResult": {
  "gasWanted": "s",
  "gasUsed": "s"
 },
 "tendermint.crypto.Proof": {
  "total": "s",
  "index": "s"
 },
 "tendermint.crypto.ValueOp": {
  "proof": "tendermint.crypto.Proof"
 },
 "tendermint.p2p.DefaultNodeInfo": {
  "protocolVersion": "tendermint.p2p.ProtocolVersion"
 },
 "tendermint.p2p.ProtocolVersion": {
  "p2p": "u",
  "block": "u",
  "app": "u"
 },
 "tendermint.types.Block": {
  "header": "tendermint.types.Header",
  "evidence": "tendermint.types.EvidenceList",
  "lastCommit": "tendermint.types.Commit"
 },
 "tendermint.types.BlockMeta": {
  "blockSize": "s",
  "header": "tendermint.types.Header",
  "numTxs": "s"
 },
 "tendermint.types.BlockParams": {
  "maxBytes": "s",
  "maxGas": "s",
  "timeIotaMs": "s"
 },
 "tendermint.types.Commit": {
  "height": "s",
  "signatures": "tendermint.types.CommitSig"
 },
 "tendermint.types.CommitSig": {
  "timestamp": "google.protobuf.Timestamp"
 },
 "tendermint.types.ConsensusParams": {
  "block": "tendermint.types.BlockParams",
  "evidence": "tendermint.types.EvidenceParams",
  "version": "tendermint.types.VersionParams"
 },
 "tendermint.types.DuplicateVoteEvidence": {
  "voteA": "tendermint.types.Vote",
  "voteB": "tendermint.types.Vote",
  "totalVotingPower": "s",
  "validatorPower": "s",
  "timestamp": "google.protobuf.Timestamp"
 },
 "tendermint.types.Evidence": {
  "duplicateVoteEvidence": "tendermint.types.DuplicateVoteEvidence",
  "lightClientAttackEvidence": "tendermint.types.LightClientAttackEvidence"
 },
 "tendermint.types.EvidenceList": {
  "evidence": "tendermint.types.Evidence"
 },
 "tendermint.types.EvidenceParams": {
  "maxAgeNumBlocks": "s",
  "maxAgeDuration": "google.protobuf.Duration",
  "maxBytes": "s"
 },
 "tendermint.types.HashedParams": {
  "blockMaxBytes": "s",
  "blockMaxGas": "s"
 },
 "tendermint.types.Header": {
  "version": "tendermint.version.Consensus",
  "height": "s",
  "time": "google.protobuf.Timestamp"
 },
 "tendermint.types.LightBlock": {
  "signedHeader": "tendermint.types.SignedHeader",
  "validatorSet": "tendermint.types.ValidatorSet"
 },
 "tendermint.types.LightClientAttackEvidence": {
  "conflictingBlock": "tendermint.types.LightBlock",
  "commonHeight": "s",
  "byzantineValidators": "tendermint.types.Validator",
  "totalVotingPower": "s",
  "timestamp": "google.protobuf.Timestamp"
 },
 "tendermint.types.Part": {
  "proof": "tendermint.crypto.Proof"
 },
 "tendermint.types.Proposal": {
  "height": "s",
  "timestamp": "google.protobuf.Timestamp"
 },
 "tendermint.types.SignedHeader": {
  "header": "tendermint.types.Header",
  "commit": "tendermint.types.Commit"
 },
 "tendermint.types.SimpleValidator": {
  "votingPower": "s"
 },
 "tendermint.types.TxProof": {
  "proof": "tendermint.crypto.Proof"
 },
 "tendermint.types.Validator": {
  "votingPower": "s",
  "proposerPriority": "s"
 },
 "tendermint.types.ValidatorSet": {
  "validators": "tendermint.types.Validator",
  "proposer": "tendermint.types.Validator",
  "totalVotingPower": "s"
 },
 "tendermint.types.VersionParams": {
  "appVersion": "u"
 },
 "tendermint.types.Vote": {
  "height": "s",
  "timestamp": "google.protobuf.Timestamp"
 },
 "tendermint.version.App": {
  "protocol": "u"
 },
 "tendermint.version.Consensus": {
  "block": "u",
  "app": "u"
 }
}
