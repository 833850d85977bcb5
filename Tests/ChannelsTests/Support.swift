import Channels
import GuestHelperTestSupport
import Machines
import Offload

/// A channel to a helper of its own.
struct Guest {
    let helper: RunningHelper
    let channel: HelperChannel

    init() async throws {
        helper = RunningHelper()
        let stream = try DescriptorStream(Descriptor(owning: helper.takeHost()))
        channel = try await HelperChannel.connect(over: stream, within: .seconds(20))
    }

    func run(_ command: Command) async throws -> CommandResult {
        try await collect(channel.start(command), command)
    }

    func shell(_ script: String) async throws -> CommandResult { try await run(.shell(script)) }
}

func collect(_ process: any GuestProcess, _ command: Command) async throws -> CommandResult {
    async let errors = process.all { try await $0.readError() }
    let output = try await process.all { try await $0.readOutput() }
    return CommandResult(
        command: command, termination: try await process.wait(), standardOutput: output, standardError: try await errors)
}

extension GuestProcess {
    func all(_ next: @Sendable (Self) async throws -> [UInt8]) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while case let part = try await next(self), !part.isEmpty { bytes += part }
        return bytes
    }
}

/// Repeats a look at the world until it is as expected; for what another process does in its own time.
func eventually(within limit: Duration = .seconds(10), _ holds: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if try await holds() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return try await holds()
}
