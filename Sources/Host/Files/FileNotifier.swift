import CLinux
import Glibc
import Offload
import Synchronization

/// The kernel's word on changes of files: one inotify instance for the whole process, because a user may have no more
/// than 128 of them by default, and each machine's console is followed. It is there as long as a ``FileWatch`` is.
final class FileNotifier: Sendable {
    /// Who wants to know of a file, and of what.
    private struct Interest {
        var mask: UInt32
        let changed: @Sendable () -> Void
    }

    private struct Table {
        var next: UInt64 = 0
        /// By the kernel's number of the file, then by the watch.
        var interests: [Int32: [UInt64: Interest]] = [:]
    }

    private struct WeakNotifier {
        weak var notifier: FileNotifier?
    }

    private static let current = Mutex(WeakNotifier())

    private let descriptor: Descriptor
    private let table = Mutex(Table())
    private let reading = Mutex<Task<Void, Never>?>(nil)

    /// The one of this process.
    static func shared() throws(SystemError) -> FileNotifier {
        try current.withLock { current throws(SystemError) in
            if let notifier = current.notifier { return notifier }
            let notifier = try FileNotifier()
            current.notifier = notifier
            return notifier
        }
    }

    private init() throws(SystemError) {
        descriptor = Descriptor(owning: try retrying("inotify_init1") { inotify_init1(Int32(IN_CLOEXEC)) })
        let stream = try DescriptorStream(descriptor)
        let task = Task.detached { [weak self] in
            while let bytes = try? await stream.read(atMost: 64 << 10) { self?.tell(bytes) }
        }
        reading.withLock { $0 = task }
    }

    deinit { reading.withLock { $0?.cancel() } }

    /// Calls `changed` on every event of the mask's at the place, until it is ``remove(_:)``d.
    func add(_ path: String, _ mask: UInt32, _ changed: @escaping @Sendable () -> Void) throws(SystemError)
        -> WatchToken
    {
        try table.withLock { table throws(SystemError) in
            // A file has one number and one mask in an instance, whoever watches it.
            let file = try retrying("inotify_add_watch", path) {
                inotify_add_watch(descriptor.raw, path, mask | UInt32(IN_MASK_ADD))
            }
            table.next += 1
            table.interests[file, default: [:]][table.next] = Interest(mask: mask, changed: changed)
            return WatchToken(file: file, number: table.next)
        }
    }

    func remove(_ token: WatchToken) {
        table.withLock { table in
            guard table.interests[token.file]?.removeValue(forKey: token.number) != nil else { return }
            guard table.interests[token.file]?.isEmpty == true else { return }
            table.interests[token.file] = nil
            _ = inotify_rm_watch(descriptor.raw, token.file)
        }
    }

    private func tell(_ bytes: [UInt8]) {
        let calls = table.withLock { table in
            var calls: [@Sendable () -> Void] = []
            for event in FileEvent.events(in: bytes) {
                let isForAll = event.mask & UInt32(IN_Q_OVERFLOW) != 0
                let isLast = event.mask & UInt32(IN_IGNORED) != 0
                let interests =
                    isForAll
                    ? table.interests.values.flatMap(\.values) : Array(table.interests[event.file, default: [:]].values)
                calls += interests.filter { isForAll || isLast || $0.mask & event.mask != 0 }.map(\.changed)
                if isLast { table.interests[event.file] = nil }
            }
            return calls
        }
        for changed in calls { changed() }
    }
}

/// Which interest in which file.
struct WatchToken: Sendable, Hashable {
    let file: Int32
    let number: UInt64
}

/// One of the kernel's events.
struct FileEvent: Hashable {
    let file: Int32
    let mask: UInt32

    /// What one read of an inotify instance gave: whole events, each followed by a name.
    static func events(in bytes: [UInt8]) -> [FileEvent] {
        bytes.withUnsafeBytes { bytes in
            var events: [FileEvent] = []
            var position = 0
            while position + MemoryLayout<inotify_event>.size <= bytes.count {
                let event = bytes.loadUnaligned(fromByteOffset: position, as: inotify_event.self)
                events.append(FileEvent(file: event.wd, mask: event.mask))
                position += MemoryLayout<inotify_event>.size + Int(event.len)
            }
            return events
        }
    }
}
