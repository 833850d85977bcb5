import Glibc
import Offload
import Testing

@Suite("System calls")
struct SystemErrorTests {
    @Test("a failure names the call, what it was about, and why")
    func description() {
        let error = SystemError("open", subject: "/no/where", number: ENOENT)
        #expect(error.description == "open /no/where: No such file or directory")
        #expect(SystemError("fork", number: EAGAIN).description == "fork: Resource temporarily unavailable")
    }

    @Test("an interrupted call is made again, and only that")
    func retries() throws {
        var count = 0
        let value = try retrying("read") { () -> Int32 in
            count += 1
            errno = EINTR
            return count < 3 ? -1 : 42
        }
        #expect(value == 42 && count == 3)
        count = 0
        let error = #expect(throws: SystemError.self) {
            try retrying("read", "a file") { () -> Int32 in
                count += 1
                errno = EIO
                return -1
            }
        }
        #expect(count == 1 && error?.number == EIO && error?.subject == "a file")
    }

    @Test("a descriptor is closed once, and every call on it fails from then on")
    func descriptor() throws {
        var ends: [Int32] = [-1, -1]
        try retrying("pipe") { pipe(&ends) }
        let (source, sink) = (Descriptor(owning: ends[0]), Descriptor(owning: ends[1]))
        source.close()
        source.close()
        #expect(source.raw == -1 && sink.raw == ends[1])
        let error = #expect(throws: SystemError.self) { try source.setNonBlocking() }
        #expect(error?.number == EBADF)
    }
}
