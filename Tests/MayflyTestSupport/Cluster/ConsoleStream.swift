import Glibc
import Machines
import Offload

/// A guest's console as a stream of bytes.
struct ConsoleStream: ByteStream {
    let terminal: any GuestConnection

    func read(atMost limit: Int) async throws(SystemError) -> [UInt8] {
        do { return try await terminal.read() } catch { throw SystemError("read", number: EIO) }
    }

    func write(_ bytes: [UInt8]) async throws(SystemError) {
        do { try await terminal.write(bytes) } catch { throw SystemError("write", number: EIO) }
    }

    func close() {
        let terminal = terminal
        Task { await terminal.close() }
    }
}
