import LocalProvider
import Mayfly
import Terminal

/// `mayfly claim`: disks that are kept between machines, by the names that their VMIs call them.
enum ClaimCommands {
    static let namespace = Option(
        "namespace", short: "n", .text.named("NAME"), "The namespace of the machines that use it (default: default).")

    static let all: [any RunnableCommand.Type] = [
        ClaimCreateCommand.self, ClaimListCommand.self, ClaimRemoveCommand.self,
    ]

    static let spec = CommandSpec(
        "claim", "Make, list and remove claims: disks that are kept between machines",
        discussion: """
            A VMI names a claim in persistentVolumeClaim, dataVolume or ephemeral; on a cluster the cluster has it, here this \
            user does, under $XDG_DATA_HOME/mayfly (MAYFLY_DATA_DIR). PersistentVolumeClaim and DataVolume documents in a \
            machine's own file make theirs by themselves.
            """,
        commands: all.map { $0.spec },
        examples: [
            Example("mayfly claim create data --size 10Gi", "an empty disk for persistentVolumeClaim: {claimName: data}"),
            Example("mayfly claim create golden --from debian.qcow2", "a disk with an image in it"),
        ])
}

/// `mayfly claim create`.
enum ClaimCreateCommand: RunnableCommand {
    static let name = Argument("NAME", .text, "What VMIs call it.")
    static let size = Option("size", short: "s", .quantity, "How much it holds, such as 10Gi; the image's own with --from.")
    static let from = Option("from", .path.named("IMAGE"), "Fill it with an image of any format that QEMU reads.")

    static let spec = CommandSpec(
        "create", "Make a claim",
        options: [size.spec, from.spec, ClaimCommands.namespace.spec], arguments: [name.spec],
        exitCodes: [ExitCode("0", "Made."), ExitCode("1", "There is one of that name, or it could not be made.")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let claims = ClaimPool.ofThisUser
        let (name, namespace) = (invocation[name], invocation[ClaimCommands.namespace])
        if let image = invocation[from] {
            try await claims.create(name, in: namespace, from: image, size: invocation[size])
        } else if let size = invocation[size] {
            try await claims.create(name, in: namespace, size: size)
        } else {
            Standard.error.write("mayfly claim create: say how large it is to be (--size 10Gi), or what is in it (--from IMAGE)\n")
            return 2
        }
        return 0
    }
}

/// `mayfly claim ls`.
enum ClaimListCommand: RunnableCommand {
    static let spec = CommandSpec(
        "ls", "List the claims of this user", options: [OutputOption.option.spec],
        exitCodes: [ExitCode("0", "Listed; there may be none.")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let claims = ClaimPool.ofThisUser.claims()
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(claims))
            return 0
        }
        var table = Table(("NAME", .left), ("NAMESPACE", .left), ("SIZE", .right), ("USED", .right), ("MACHINE", .left))
        for claim in claims {
            table.add(
                claim.name, claim.namespace, claim.size.map(ByteText.format) ?? "files", ByteText.format(claim.used),
                claim.isInUse ? "in use" : "none")
        }
        Standard.output.write(table.text)
        return 0
    }
}

/// `mayfly claim rm`.
enum ClaimRemoveCommand: RunnableCommand {
    static let names = RepeatedArgument("NAME", .text, "Claims.", atLeastOne: true)

    static let spec = CommandSpec(
        "rm", "Remove claims and what is in them", options: [ClaimCommands.namespace.spec], arguments: [names.spec],
        exitCodes: [ExitCode("0", "Removed."), ExitCode("1", "There is no such claim, or a machine uses it.")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        for name in invocation[names] {
            try await ClaimPool.ofThisUser.remove(name, in: invocation[ClaimCommands.namespace])
        }
        return 0
    }
}

extension ValueKind where Value == Int64 {
    /// A number of bytes as Kubernetes writes it.
    static var quantity: Self {
        Self("QUANTITY") { text throws(ValueError) in
            guard let quantity = try? Quantity(text), quantity > .zero else {
                throw ValueError("is not an amount such as 10Gi or 500M")
            }
            return quantity.roundedUp
        }
    }
}
