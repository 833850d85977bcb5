import FoundationEssentials
import Glibc
import MayflyTestSupport
import Offload
import Synchronization
import Testing

@testable import Host

@Suite("Watches of files", .timeLimit(.minutes(1)))
struct FileWatchTests {
    private let scratch = Scratch("watch")

    private func make(_ name: String) throws -> String {
        try "".write(toFile: scratch(name), atomically: false, encoding: .utf8)
        return scratch(name)
    }

    private func append(_ path: String) throws {
        let file = Descriptor(owning: try retrying("open", path) { open(path, O_WRONLY | O_APPEND | O_CLOEXEC) })
        #expect(write(file.raw, "x", 1) == 1)
    }

    @Test("what happened while nobody waited is told, once")
    func before() async throws {
        let watch = try FileWatch([(make("a"), IN_MODIFY)])
        let other = try FileWatch([(make("b"), IN_MODIFY)])
        try append(scratch("a"))
        // Behind it in the kernel's queue: who is told of this has been told of that.
        try append(scratch("b"))
        try await other.next()
        let told = Mutex(0)
        let listener = Task { () async throws -> Void in
            while true {
                try await watch.next()
                told.withLock { $0 += 1 }
            }
        }
        #expect(try await eventually { told.withLock { $0 } > 0 })
        // One that is told again and again would have been, by then.
        for _ in 0..<100 {
            try append(scratch("b"))
            try await other.next()
        }
        listener.cancel()
        await #expect(throws: CancellationError.self) { try await listener.value }
        #expect(told.withLock { $0 } == 1)
    }

    @Test("who waits is told")
    func during() async throws {
        let path = try make("a")
        let watch = try FileWatch([(path, IN_MODIFY)])
        async let told: Void = watch.next()
        try append(path)
        try await told
    }

    @Test("two watches of a file, each with events of its own, do not take them from each other")
    func shared() async throws {
        let path = try make("a")
        let changes = try FileWatch([(path, IN_MODIFY)])
        do {
            let closes = try FileWatch([(path, IN_CLOSE_WRITE)])
            try append(path)
            try await changes.next()
            try await closes.next()
        }
        // One of the two is gone, and the other is told still.
        try append(path)
        try await changes.next()
    }

    @Test("a deleted file's watch is told, and ends in good order")
    func deleted() async throws {
        let path = try make("a")
        let watch = try FileWatch([(path, IN_MODIFY)])
        try FileSystem.remove(path)
        try await watch.next()
    }

    @Test("a file that is not there is named")
    func absent() {
        let error = #expect(throws: SystemError.self) { try FileWatch([(scratch("none"), IN_MODIFY)]) }
        #expect(error?.number == ENOENT)
        #expect("\(error.map { "\($0)" } ?? "")".contains("none"))
    }

    @Test("more files are followed than a user may have instances")
    func many() async throws {
        let limit = try String(contentsOfFile: "/proc/sys/fs/inotify/max_user_instances", encoding: .utf8)
        let count = min(1000, (Int(limit.trimmingPrefix { $0 == " " }.prefix { $0.isNumber }) ?? 128) + 20)
        let watches = try (0..<count).map { try FileWatch([(make("\($0)"), IN_MODIFY)]) }
        for number in 0..<count { try append(scratch("\(number)")) }
        for watch in watches { try await watch.next() }
    }

    @Test("events are read with their names, and half an event is none")
    func parsing() {
        func event(_ file: Int32, _ mask: UInt32, name: Int) -> [UInt8] {
            [file.littleEndian, Int32(bitPattern: mask).littleEndian, 0, Int32(name).littleEndian].flatMap {
                withUnsafeBytes(of: $0, Array.init)
            } + [UInt8](repeating: 0, count: name)
        }
        let two = event(1, 2, name: 0) + event(3, 0x100, name: 16)
        #expect(FileEvent.events(in: two) == [FileEvent(file: 1, mask: 2), FileEvent(file: 3, mask: 0x100)])
        #expect(FileEvent.events(in: two + event(5, 2, name: 0).prefix(9)).count == 2)
        #expect(FileEvent.events(in: []).isEmpty)
    }
}
