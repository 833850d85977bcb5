import Digests
import Dispatch
import Glibc
import Offload
import Synchronization

/// Computes sums on a thread of its own: the one that reads from the network has enough to do.
///
/// One thread gives pieces, in order, and one runs ``run()`` to take them; a few pieces may be on the way.
final class HashingThread: Sendable {
    /// Bytes on their way, with room for more.
    struct Piece: @unchecked Sendable {
        let bytes: UnsafeMutableRawPointer
        fileprivate(set) var count = 0

        fileprivate static let room = 256 << 10

        fileprivate init() {
            bytes = UnsafeMutableRawPointer.allocate(byteCount: Self.room, alignment: 4096)
        }

        var isFull: Bool { count == Self.room }

        /// Copies as much as there is room for.
        mutating func take(_ more: UnsafeRawBufferPointer) -> Int {
            let taken = min(more.count, Self.room - count)
            if let start = more.baseAddress { (bytes + count).copyMemory(from: start, byteCount: taken) }
            count += taken
            return taken
        }
    }

    private enum Job: Sendable {
        case piece(Piece)
        case restart
        case beginning(Descriptor, Int64)
        case finish
    }

    private struct State {
        var jobs: [Job] = []
        var free: [Piece] = []
    }

    private let algorithms: Set<Digest.Algorithm>
    private let state = Mutex(State())
    private let waiting = DispatchSemaphore(value: 0)
    private let room = DispatchSemaphore(value: mostPieces)

    private static let mostPieces = 8

    init(_ algorithms: Set<Digest.Algorithm>) { self.algorithms = algorithms }

    deinit {
        state.withLock { for piece in $0.free { piece.bytes.deallocate() } }
    }

    /// An empty piece; waits while too many are on their way.
    func makePiece() -> Piece {
        room.wait()
        var piece = state.withLock { $0.free.popLast() } ?? Piece()
        piece.count = 0
        return piece
    }

    func drop(_ piece: Piece) {
        state.withLock { $0.free.append(piece) }
        room.signal()
    }

    func take(_ piece: Piece) {
        if algorithms.isEmpty { drop(piece) } else { add(.piece(piece)) }
    }

    /// Forgets all bytes so far.
    func restart() { add(.restart) }

    /// The bytes that a file begins with, which came another day.
    func takeBeginning(of file: Descriptor, bytes: Int64) { add(.beginning(file, bytes)) }

    /// No more will come.
    func finish() { add(.finish) }

    private func add(_ job: Job) {
        state.withLock { $0.jobs.append(job) }
        waiting.signal()
    }

    /// Takes what comes until it is finished; it blocks.
    func run() -> [Digest.Algorithm: String] {
        var sums = algorithms.map(RunningSum.init)
        while true {
            waiting.wait()
            switch state.withLock({ $0.jobs.removeFirst() }) {
            case .piece(let piece):
                for sum in sums { sum.update(UnsafeRawBufferPointer(start: piece.bytes, count: piece.count)) }
                drop(piece)
            case .restart:
                sums = algorithms.map(RunningSum.init)
            case .beginning(let file, let bytes):
                if !algorithms.isEmpty { read(file, bytes) { piece in for sum in sums { sum.update(piece) } } }
            case .finish:
                return Dictionary(uniqueKeysWithValues: sums.map { ($0.algorithm, $0.finish()) })
            }
        }
    }

    /// A file that cannot be read gives a wrong sum, which says enough.
    private func read(_ file: Descriptor, _ bytes: Int64, _ body: (UnsafeRawBufferPointer) -> Void) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Piece.room, alignment: 4096)
        defer { buffer.deallocate() }
        var place: Int64 = 0
        while place < bytes {
            let wanted = Int(min(Int64(buffer.count), bytes - place))
            let count = pread(file.raw, buffer.baseAddress, wanted, off_t(place))
            guard count > 0 else { return }
            body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            place += Int64(count)
        }
    }
}

/// A sum that a list can hold: a digest itself cannot be copied.
private final class RunningSum {
    let algorithm: Digest.Algorithm
    private var digest: Digest?

    init(_ algorithm: Digest.Algorithm) {
        self.algorithm = algorithm
        digest = Digest(algorithm)
    }

    func update(_ bytes: UnsafeRawBufferPointer) { digest?.update(bytes) }

    func finish() -> String { digest.take()?.finish() ?? "" }
}
