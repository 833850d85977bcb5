import Channels
import GuestHelperTestSupport
import Machines
import Offload

/// A channel to a helper of its own.
struct Guest {
    let channel: HelperChannel
    let helper: RunningHelper

    init() async throws {
        helper = RunningHelper()
        channel = try await HelperChannel.connect(over: HelperBytes(helper), within: .seconds(20))
    }

    func run(_ command: Command) async throws -> CommandResult {
        try await collect(channel.start(command), command)
    }

    func shell(_ script: String) async throws -> CommandResult { try await run(.shell(script)) }
}

/// The bytes of a helper that lives as long as they are in use.
struct HelperBytes: ByteStream {
    // In this order: the helper ends once its host is gone.
    private let stream: DescriptorStream
    private let helper: RunningHelper

    init(_ helper: RunningHelper) throws(SystemError) {
        stream = try DescriptorStream(Descriptor(owning: helper.takeHost()))
        self.helper = helper
    }

    func read(atMost limit: Int) async throws(SystemError) -> [UInt8] { try await stream.read(atMost: limit) }
    func write(_ bytes: [UInt8]) async throws(SystemError) { try await stream.write(bytes) }
    func close() { stream.close() }
}

func collect(_ process: any GuestProcess, _ command: Command) async throws -> CommandResult {
    async let errors = process.all { try await $0.readError() }
    let output = try await process.all { try await $0.readOutput() }
    return CommandResult(
        command: command, termination: try await process.wait(), standardOutput: output, standardError: try await errors
    )
}

extension GuestProcess {
    func all(_ next: @Sendable (Self) async throws -> [UInt8]) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while case let part = try await next(self), !part.isEmpty { bytes += part }
        return bytes
    }
}
