import YAML

extension Kubeconfig.User {
    /// An entry that cannot be used is one with a flaw: the file's others can.
    init(_ entry: FieldReader) {
        self.init(place: entry.place)
        do throws(KubeconfigError) { try read(entry) } catch { flaw = Kubeconfig.Flaw(error) }
    }

    private mutating func read(_ entry: FieldReader) throws(KubeconfigError) {
        if let provider = try entry.field("auth-provider") {
            throw KubeconfigError(
                .unsupported, provider.place,
                "is no longer known to Kubernetes; use the provider's exec plugin, such as gke-gcloud-auth-plugin")
        }
        certificate = try entry.material("client-certificate")
        key = try entry.material("client-key")
        token = try entry.string("token")
        if let path = try entry.string("tokenFile"), let field = try entry.field("tokenFile") {
            tokenFile = .file(entry.resolved(path), field.place)
        }
        userName = try entry.string("username")
        password = try entry.string("password")
        exec = try entry.field("exec").map { (field) throws(KubeconfigError) in try Kubeconfig.ExecPlugin(field) }
        impersonation = try Self.impersonation(entry)
    }

    private static func impersonation(_ entry: FieldReader) throws(KubeconfigError) -> Kubeconfig.Impersonation? {
        let groups = try entry.strings("as-groups")
        var extra: [String: [String]] = [:]
        if let field = try entry.field("as-user-extra") {
            for name in field.node.mapping?.entries.map(\.key) ?? [] { extra[name] = try field.strings(name) }
        }
        let uid = try entry.string("as-uid")
        guard let user = try entry.string("as") else {
            guard groups.isEmpty, extra.isEmpty, uid == nil else {
                throw KubeconfigError(
                    .field, entry.place.field("as"), "is missing beside as-uid, as-groups or as-user-extra")
            }
            return nil
        }
        return Kubeconfig.Impersonation(user: user, uid: uid, groups: groups, extra: extra)
    }
}

extension Kubeconfig.ExecPlugin {
    fileprivate init(_ entry: FieldReader) throws(KubeconfigError) {
        place = entry.place
        let written = try entry.required("command")
        // A bare name is looked for on the PATH; a path counts from the kubeconfig.
        command = written.contains("/") ? entry.resolved(written) : written
        arguments = try entry.strings("args")
        environment = [:]
        for variable in try entry.list("env") {
            environment[try variable.required("name")] = try variable.string("value") ?? ""
        }
        guard let version = try entry.word("apiVersion", Version.self) else {
            throw KubeconfigError(
                .field, entry.place.field("apiVersion"), "is missing; expected \(Version.v1.rawValue)")
        }
        self.version = version
        let mode = try entry.word("interactiveMode", InteractiveMode.self)
        guard mode != nil || version == .v1beta1 else {
            throw KubeconfigError(
                .field, entry.place.field("interactiveMode"),
                "is missing, and this apiVersion wants it; expected Never, IfAvailable or Always")
        }
        interactiveMode = mode ?? .ifAvailable
        installHint = try entry.string("installHint")
        providesCluster = try entry.bool("provideClusterInfo")
    }
}
