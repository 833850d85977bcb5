import KubeVirt
import YAML

extension Kubeconfig {
    /// Reads one file's text; `file` is its name in errors, and where relative paths begin.
    package init(reading bytes: [UInt8], file: String) throws(KubeconfigError) {
        self.init()
        let documents: [Node]
        do throws(YAMLError) {
            documents = try YAMLParser().documents(in: bytes, file: file)
        } catch {
            throw KubeconfigError(.syntax, Place(file: file, mark: error.mark), "is not YAML", cause: error)
        }
        // kubectl reads the first document and no other.
        guard let node = documents.first, !node.isNull else { return }
        let root = FieldReader(node, Place(file: file))
        guard node.mapping != nil else { throw root.syntax("is no kubeconfig: not a mapping of fields") }
        try root.expect("kind", "Config")
        try root.expect("apiVersion", "v1")
        currentContext = try root.string("current-context")
        try root.named("clusters", "cluster") { (name, entry) throws(KubeconfigError) in
            clusters[name] = Cluster(entry)
        }
        try root.named("users", "user") { (name, entry) throws(KubeconfigError) in users[name] = User(entry) }
        try root.named("contexts", "context") { (name, entry) throws(KubeconfigError) in
            contexts[name] = try Context(entry)
        }
    }
}

extension FieldReader {
    fileprivate func syntax(_ message: String) -> KubeconfigError { KubeconfigError(.syntax, place, message) }

    fileprivate func expect(_ name: String, _ value: String) throws(KubeconfigError) {
        guard let found = try field(name), try found.string() != value else { return }
        throw found.syntax("is not ‘\(value)’; is this a kubeconfig?")
    }

    /// Reads a list of names and what each stands for.
    fileprivate func named(
        _ list: String, _ field: String, _ read: (String, FieldReader) throws(KubeconfigError) -> Void
    ) throws(KubeconfigError) {
        var seen: Set<String> = []
        for item in try self.list(list) {
            let name = try item.required("name")
            guard seen.insert(name).inserted else {
                throw item.wrong("the name ‘\(name)’ stands twice in this list; rename or remove one")
            }
            // An entry of nothing is one whose fields are all absent.
            try read(name, try item.field(field) ?? FieldReader(Node(.mapping(Mapping())), item.place.field(field)))
        }
    }
}

extension Kubeconfig.Cluster {
    /// An entry that cannot be used is one with a flaw: the file's others can.
    fileprivate init(_ entry: FieldReader) {
        self.init(place: entry.place, server: "")
        do throws(KubeconfigError) { try read(entry) } catch { flaw = Kubeconfig.Flaw(error) }
    }

    private mutating func read(_ entry: FieldReader) throws(KubeconfigError) {
        server = try entry.string("server") ?? ""
        tlsServerName = try entry.string("tls-server-name")
        skipsVerification = try entry.bool("insecure-skip-tls-verify")
        authority = try entry.material("certificate-authority")
        proxy = try entry.string("proxy-url")
        for item in try entry.list("extensions")
        where try item.string("name") == "client.authentication.k8s.io/exec" {
            guard let value = try item.field("extension") else { continue }
            do throws(YAMLError) {
                execConfiguration = try YAMLDecoder().decode(JSONValue.self, from: value.node, file: entry.place.file)
            } catch {
                throw KubeconfigError(.field, value.place, "cannot be passed on as JSON", cause: error)
            }
        }
    }
}

extension Kubeconfig.Context {
    fileprivate init(_ entry: FieldReader) throws(KubeconfigError) {
        self.init(
            place: entry.place, cluster: try entry.string("cluster") ?? "", user: try entry.string("user"),
            namespace: try entry.string("namespace"))
    }
}
