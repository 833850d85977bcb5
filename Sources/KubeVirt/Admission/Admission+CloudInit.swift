import Base64

extension VirtualMachineInstanceSpec.CloudInitSource {
    /// The most that is said inline, of each kind, in bytes.
    private static let limit = 2048

    func check(_ field: @autoclosure () -> String, _ causes: inout [StatusCause]) {
        let user = Amount(text: userData, base64: userDataBase64, secret: secretRef?.name)
        let network = Amount(text: networkData, base64: networkDataBase64, secret: networkDataSecretRef?.name)
        guard !user.isFine || !network.isFine || user.sources + network.sources == 0 else { return }
        let field = field()
        func refuse(_ message: String, _ part: String = "") {
            causes.append(.invalid("\(field)\(part) \(message)", at: field + part))
        }
        if !user.isEncoded { refuse("is not a valid base64 value.", ".userDataBase64") }
        if user.sources > 1 { refuse("must have only one userdatasource set.") }
        if user.count > Self.limit {
            refuse("userdata exceeds \(Self.limit) byte limit. Should use UserDataSecretRef for larger data.")
        }
        if !network.isEncoded { refuse("is not a valid base64 value.", ".networkDataBase64") }
        if network.sources > 1 { refuse("must have only one networkdata source set.") }
        if network.count > Self.limit {
            refuse("networkdata exceeds \(Self.limit) byte limit. Should use NetworkDataSecretRef for larger data.")
        }
        if user.sources + network.sources == 0 {
            refuse("must have at least one userdatasource or one networkdatasource set.")
        }
    }

    /// One kind of data in its three spellings: how many are used, and how long it is.
    private struct Amount {
        var sources = 0
        var count = 0
        var isEncoded = true

        var isFine: Bool { sources <= 1 && count <= limit && isEncoded }

        init(text: String?, base64: String?, secret: String?) {
            if let secret, !secret.isEmpty { sources += 1 }
            if let base64, !base64.isEmpty {
                sources += 1
                if let bytes = Base64.decode(base64) { count = bytes.count } else { isEncoded = false }
            }
            if let text, !text.isEmpty {
                sources += 1
                count = text.utf8.count
            }
        }
    }
}
