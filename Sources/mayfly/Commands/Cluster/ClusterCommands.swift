import Terminal

/// `mayfly cluster`: what a cluster's administrator is asked for.
enum ClusterCommands {
    static let all: [any RunnableCommand.Type] = [ClusterRightsCommand.self]

    static let spec = CommandSpec(
        "cluster", "Prepare a cluster for machines",
        discussion: "What a cluster lacks is told by 'mayfly doctor --on cluster'.",
        commands: all.map { $0.spec },
        examples: [
            Example("mayfly cluster rbac -n ci --service-account runner", "the rights that runs need, for a CI job")
        ])
}
