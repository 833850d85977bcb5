import Glibc
package import Offload

/// Our end of a stream into a guest that a stand-in has.
package final class StandInStream: ByteStream {
    private let output = FakePipe()
    private let received: @Sendable ([UInt8]) async -> Void

    package init(_ received: @escaping @Sendable ([UInt8]) async -> Void = { _ in }) { self.received = received }

    /// What the guest sends.
    package func send(_ bytes: some Sequence<UInt8>) { output.write(bytes) }

    package func read(atMost limit: Int) async throws(SystemError) -> [UInt8] {
        do { return try await output.read() } catch { throw SystemError("read", number: ECANCELED) }
    }

    package func write(_ bytes: [UInt8]) async throws(SystemError) { await received(bytes) }
    package func close() { output.end() }
}
