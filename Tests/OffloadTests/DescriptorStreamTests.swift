import CLinux
import Glibc
import MayflyTestSupport
import Offload
import Testing

@Suite("Streams over descriptors", .timeLimit(.minutes(1)))
struct DescriptorStreamTests {
    private let (left, right): (DescriptorStream, DescriptorStream)

    init() throws {
        (left, right) = try Self.pair()
    }

    static func pair() throws -> (DescriptorStream, DescriptorStream) {
        var ends: [Int32] = [-1, -1]
        try retrying("socketpair") {
            socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
        }
        return (try DescriptorStream(Descriptor(owning: ends[0])), try DescriptorStream(Descriptor(owning: ends[1])))
    }

    @Test("bytes cross both ways, and the end follows them")
    func bothWays() async throws {
        try await left.write([1, 2, 3])
        try await right.write([4])
        #expect(try await right.read(atMost: 100) == [1, 2, 3])
        #expect(try await left.read(atMost: 100) == [4])
        left.close()
        #expect(try await right.read(atMost: 100) == [])
    }

    @Test("a read takes no more than it asks for")
    func limit() async throws {
        try await left.write([1, 2, 3])
        #expect(try await right.read(atMost: 2) == [1, 2])
        #expect(try await right.read(atMost: 2) == [3])
    }

    @Test("a read waits for bytes that are still to come")
    func waits() async throws {
        async let bytes = right.read(atMost: 100)
        try await left.write([9])
        #expect(try await bytes == [9])
    }

    @Test("more than the socket holds is written as it is read, in order")
    func backPressure() async throws {
        let sent = (0..<4_000_000).map { UInt8(truncatingIfNeeded: $0 >> 8 &+ $0) }
        async let writing: Void = left.write(sent)
        var received: [UInt8] = []
        while received.count < sent.count { received += try await right.read(atMost: 65536) }
        try await writing
        #expect(received == sent)
    }

    @Test("a cancelled read ends, and the stream can be used again")
    func cancelledRead() async throws {
        let reading = Task { try await right.read(atMost: 100) }
        reading.cancel()
        let error = await #expect(throws: SystemError.self) { try await reading.value }
        #expect(error?.number == ECANCELED)
        try await left.write([5])
        #expect(try await right.read(atMost: 100) == [5])
    }

    @Test("a cancelled write ends")
    func cancelledWrite() async throws {
        let writing = Task { try await left.write([UInt8](repeating: 0, count: 8_000_000)) }
        // It has begun: the rest does not fit.
        _ = try await right.read(atMost: 1)
        writing.cancel()
        let error = await #expect(throws: SystemError.self) { try await writing.value }
        #expect(error?.number == ECANCELED)
    }

    @Test("closing wakes a read and a write that wait")
    func close() async throws {
        let reading = Task { try await left.read(atMost: 100) }
        let writing = Task { try await left.write([UInt8](repeating: 0, count: 8_000_000)) }
        _ = try await right.read(atMost: 1)
        left.close()
        #expect(try await reading.value == [])
        let error = await #expect(throws: SystemError.self) { try await writing.value }
        #expect(error?.number == EPIPE)
    }

    @Test("a peer that has gone is an error for the writer, not a signal")
    func gone() async throws {
        right.close()
        let error = await #expect(throws: SystemError.self) { try await left.write([1]) }
        #expect(error?.number == EPIPE)
        #expect(error?.description == "write: Broken pipe")
    }

    @Test("pipes are streams too, one way")
    func pipes() async throws {
        var ends: [Int32] = [-1, -1]
        try retrying("pipe2") { mayfly_pipe(&ends) }
        let source = try DescriptorStream(Descriptor(owning: ends[0]))
        let sink = Descriptor(owning: ends[1])
        try await DescriptorStream(sink).write([1, 2])
        #expect(try await source.read(atMost: 10) == [1, 2])
        sink.close()
        #expect(try await source.read(atMost: 10) == [])
    }
}
