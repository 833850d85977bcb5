import Glibc
import Offload

/// Our end of a stream into a guest that a stand-in has.
final class StandInStream: ByteStream {
    private let output = FakePipe()
    private let received: @Sendable ([UInt8]) async -> Void

    init(_ received: @escaping @Sendable ([UInt8]) async -> Void = { _ in }) { self.received = received }

    /// What the guest sends.
    func send(_ bytes: some Sequence<UInt8>) { output.write(bytes) }

    func read(atMost limit: Int) async throws(SystemError) -> [UInt8] {
        do { return try await output.read() } catch { throw SystemError("read", number: ECANCELED) }
    }

    func write(_ bytes: [UInt8]) async throws(SystemError) { await received(bytes) }
    func close() { output.end() }
}
