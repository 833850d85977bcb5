import Spelling

/// What kubeconfig files say, of all of them together.
package struct Kubeconfig: Sendable, Hashable {
    package var currentContext: String?
    package var clusters: [String: Cluster] = [:]
    package var users: [String: User] = [:]
    package var contexts: [String: Context] = [:]

    package init() {}

    package var isEmpty: Bool { currentContext == nil && clusters.isEmpty && users.isEmpty && contexts.isEmpty }

    /// Adds another file's entries. What is here already wins, whole entry by whole entry, as kubectl has it.
    package mutating func merge(_ later: Kubeconfig) {
        currentContext = currentContext ?? later.currentContext
        clusters.merge(later.clusters) { first, _ in first }
        users.merge(later.users) { first, _ in first }
        contexts.merge(later.contexts) { first, _ in first }
    }

    /// What a context leads to; the current one when none is named.
    package func access(context name: String? = nil) throws(KubeconfigError) -> ClusterAccess {
        let known = contexts.keys.sorted()
        guard let name = name ?? currentContext else {
            throw KubeconfigError(
                .context, contexts.values.map(\.place).min { $0.description < $1.description },
                "no current-context is set; choose one of \(Self.list(known)), or set it by kubectl config use-context")
        }
        guard let context = contexts[name] else {
            throw KubeconfigError(
                .context, nil, "there is no context ‘\(name)’ in the kubeconfig\(Self.hint(name, known))")
        }
        guard let cluster = clusters[context.cluster] else {
            throw KubeconfigError(
                .context, context.place.field("cluster"),
                "the context ‘\(name)’ names the cluster ‘\(context.cluster)’, which is not there"
                    + Self.hint(context.cluster, clusters.keys.sorted()))
        }
        var user = User(place: context.place)
        if let userName = context.user {
            guard let found = users[userName] else {
                throw KubeconfigError(
                    .context, context.place.field("user"),
                    "the context ‘\(name)’ names the user ‘\(userName)’, who is not there"
                        + Self.hint(userName, users.keys.sorted()))
            }
            user = found
        }
        try cluster.check()
        try user.check()
        return ClusterAccess(
            context: name, cluster: cluster, user: user, namespace: context.namespace ?? "default")
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "(there are none)" : names.prefix(20).joined(separator: ", ")
    }

    private static func hint(_ name: String, _ known: [String]) -> String {
        if let near = suggestion(for: name, among: known) { return "; did you mean ‘\(near)’?" }
        return "; there are: \(list(known))"
    }
}

/// A cluster, who we are there, and the namespace that is meant when none is said.
package struct ClusterAccess: Sendable, Hashable {
    /// Nil inside a pod.
    package var context: String?
    package var cluster: Kubeconfig.Cluster
    package var user: Kubeconfig.User
    package var namespace: String

    package init(context: String?, cluster: Kubeconfig.Cluster, user: Kubeconfig.User, namespace: String) {
        self.context = context
        self.cluster = cluster
        self.user = user
        self.namespace = namespace
    }
}
