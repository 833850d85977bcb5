import ClusterProvider
import Mayfly
import Terminal
import YAML

/// `mayfly cluster rbac`: the roles that runs on a cluster need.
enum ClusterRightsCommand: RunnableCommand {
    static let feature = RepeatedOption(
        "feature", .choice(of: ClusterFeature.self),
        "What shall be possible (default: "
            + ClusterFeature.allCases.filter(ClusterFeature.usual.contains)
            .map(\.rawValue).joined(separator: ", ") + "). Given, only these and machines are.")
    static let namespace = Option(
        "namespace", short: "n", .text.named("NAMESPACE"),
        "Where machines are made (default: where kubectl applies it).")
    static let account = Option(
        "service-account", .serviceAccount,
        "Also bind the roles to this service account; NAMESPACE is the one of --namespace when not said.")
    static let output = Option(
        "output", short: "o", .choice(of: DefinitionsCommand.Format.self), "How to print: yaml (default) or json.")

    static let spec = CommandSpec(
        "rbac", "Print the roles that runs on a cluster need, and no right more",
        discussion: """
            Made of the one list of what is asked of an API server. Nothing is asked of any cluster here: an administrator \
            applies it. What concerns all namespaces is a ClusterRole: `namespaces`, with which each run may have a \
            namespace of its own and which therefore has all other rights everywhere, too, and `doctor`. With --feature \
            the roles have another name, so that they add to those without it.

            Features: \(ClusterFeature.allCases.map(\.rawValue).joined(separator: ", ")).
            """,
        options: [feature.spec, namespace.spec, account.spec, output.spec],
        exitCodes: [ExitCode("0", "Printed."), ExitCode("1", "The service account's namespace is not said.")],
        examples: [
            Example("mayfly cluster rbac -n ci | kubectl apply -f -", "the role, for others to bind"),
            Example(
                "mayfly cluster rbac -n ci --service-account runner | kubectl apply -f -",
                "the role, bound to a CI job's account"),
            Example("mayfly cluster rbac -n ci --feature keep --feature doctor", "less, and more"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let features = invocation[feature]
        let chosen = features.isEmpty ? ClusterFeature.usual : Set(features).union([.machines])
        let namespace = invocation[namespace]
        let rights = ClusterRights(chosen, namespace: namespace)
        var bindings: [RoleBinding] = []
        if let account = invocation[account] {
            guard let home = account.namespace ?? namespace else { throw HomelessAccount(name: account.name) }
            bindings = rights.bindings(for: .init(name: account.name, namespace: home))
        }
        switch invocation[output] ?? .yaml {
        case .yaml:
            let encoder = YAMLEncoder()
            var documents = try rights.roles.map { role in try encoder.node(of: role) }
            documents += try bindings.map { binding in try encoder.node(of: binding) }
            Standard.output.write(try encoder.emit(documents))
        case .json:
            for role in rights.roles { Standard.output.write(try JSONText.pretty(role)) }
            for binding in bindings { Standard.output.write(try JSONText.pretty(binding)) }
        }
        return 0
    }

    private struct HomelessAccount: Error, CustomStringConvertible {
        let name: String
        var description: String {
            "in which namespace is the service account ‘\(name)’? Write --service-account NAMESPACE:\(name), or --namespace"
        }
    }
}

/// A service account as the command line names it.
struct ServiceAccountWord: Sendable, Hashable {
    var namespace: String?
    var name: String
}

extension ValueKind where Value == ServiceAccountWord {
    /// `NAME` or `NAMESPACE:NAME`, as kubectl writes it.
    static var serviceAccount: Self {
        Self("[NAMESPACE:]NAME") { text throws(ValueError) in
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard (1...2).contains(parts.count), parts.allSatisfy({ (try? ObjectName.validate($0)) != nil }) else {
                throw ValueError("is no service account; write NAME or NAMESPACE:NAME")
            }
            return ServiceAccountWord(namespace: parts.count == 2 ? parts[0] : nil, name: parts[parts.count - 1])
        }
    }
}
