import Mayfly
import Terminal

/// A command: what it says of itself, and what it does.
protocol RunnableCommand: SendableMetatype {
    static var spec: CommandSpec { get }
    /// Returns the exit status.
    static func run(_ invocation: Invocation) async throws -> Int32
    /// The exit status of an error that was thrown.
    static func status(of error: any Error) -> Int32
}

extension RunnableCommand {
    static func status(of error: any Error) -> Int32 { 1 }
}

/// Every command there is.
enum CommandTree {
    private static let commands: [any RunnableCommand.Type] = [
        RunCommand.self, BootCommand.self, ReplayCommand.self, BisectCommand.self, TestCommand.self, ListCommand.self,
        ExecCommand.self, ConsoleCommand.self, CopyCommand.self, PortCommand.self, StopCommand.self,
        ValidateCommand.self, ManifestCommand.self, DefinitionsCommand.self, GarbageCommand.self, DoctorCommand.self,
        VersionCommand.self,
    ]

    /// Commands of commands.
    private static let groups: [(spec: CommandSpec, commands: [any RunnableCommand.Type])] = [
        (FixtureCommands.spec, FixtureCommands.all), (ImageCommands.spec, ImageCommands.all),
        (TemplateCommands.spec, TemplateCommands.all), (ClaimCommands.spec, ClaimCommands.all),
        (ClusterCommands.spec, ClusterCommands.all),
    ]

    static let root = CommandSpec(
        "mayfly", "Disposable virtual machines for tests",
        discussion: """
            Boots a machine from a fixture, runs commands in it, and leaves nothing behind. Machines run on a private \
            libvirt daemon of yours, without root; it is started when needed and gone when idle.
            """,
        commands: commands.map { $0.spec } + groups.map(\.spec),
        examples: [
            Example(
                "mayfly run tiny -- uname -a", "boot a small machine, run a command, end the machine"),
            Example("mayfly doctor", "see what this host can do and what it lacks"),
        ])

    private static func command(_ invocation: Invocation) -> (any RunnableCommand.Type)? {
        let name = invocation.path.last
        let group = groups.first { $0.spec.name == invocation.path.dropFirst().first }
        return (group?.commands ?? commands).first { $0.spec.name == name }
    }

    /// The exit status of words that are wrong.
    static func usageExit(of invocation: Invocation) -> Int32 { command(invocation)?.spec.usageExit ?? 2 }

    static func run(_ invocation: Invocation) async -> Int32 {
        guard let command = command(invocation) else {
            Standard.error.write("mayfly: say what to do; see 'mayfly --help'\n")
            return 2
        }
        do {
            return try await command.run(invocation)
        } catch {
            // Its words may be a guest's.
            Standard.error.write("mayfly \(invocation.command): \("\(error)".printableLines)\n")
            return (error as? EndedBySignal)?.signal.exitCode ?? command.status(of: error)
        }
    }
}
