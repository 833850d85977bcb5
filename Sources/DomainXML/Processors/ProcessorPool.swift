/// The host's processors that a machine may have, given away core after core.
///
/// Cores of the guest are put on cores of the host as long as there are whole ones; then on threads that are left over
/// within a NUMA node; and, where that is allowed, across nodes.
struct ProcessorPool {
    fileprivate struct Cell {
        var cores: [[UInt32]] = []
        var leftOver: [UInt32] = []
    }

    private var cells: [Cell] = []
    private let threads: Int
    private let cores: Int
    private let available: Int
    private let mayCrossCells: Bool

    init(cores: Int, threads: Int, of processors: [Int], _ topology: HostTopology, mayCrossCells: Bool) {
        self.cores = cores
        self.threads = max(1, threads)
        available = processors.count
        self.mayCrossCells = mayCrossCells
        let own = Set(processors)
        var seen: Set<UInt32> = []
        for cell in topology.cells {
            var pool = Cell()
            for processor in cell.processors where !seen.contains(processor.id) {
                let siblings = processor.siblings.isEmpty ? [processor.id] : processor.siblings
                seen.formUnion(siblings)
                let core = siblings.filter { own.contains(Int($0)) }
                if core.count >= self.threads { pool.cores.append(core) } else { pool.leftOver += core }
            }
            cells.append(pool)
        }
    }

    /// Threads of the host for all threads of the guest, in the guest's order; or why there are not enough.
    mutating func takeCores() -> Result<[UInt32], Shortage> {
        var taken: [UInt32] = []
        var missing = cores
        for index in cells.indices {
            while missing > 0, let core = cells[index].wholeCore(of: threads) {
                taken += core
                missing -= 1
            }
        }
        for index in cells.indices {
            while missing > 0, threads <= cells[index].leftOver.count {
                taken += cells[index].takeLeftOver(threads)
                missing -= 1
            }
        }
        guard missing > 0 else { return .success(taken) }
        guard mayCrossCells else {
            return .failure(Shortage(cores: missing, isOfWholeCores: available >= cores * threads))
        }
        var rest = missing * threads
        for index in cells.indices {
            let some = cells[index].takeLeftOver(rest)
            taken += some
            rest -= some.count
        }
        // Fewer threads than a core has do not count, there as here.
        return rest / threads == 0 ? .success(taken) : .failure(Shortage(cores: rest / threads, isOfWholeCores: false))
    }

    /// One more thread, one that is left over if there is one.
    mutating func takeThread() -> UInt32? {
        guard let index = cells.firstIndex(where: { !$0.isEmpty }) else { return nil }
        return cells[index].takeThread(threads)
    }

    struct Shortage: Error {
        var cores: Int
        /// Threads enough, but not on the same nodes.
        var isOfWholeCores: Bool
    }
}

extension ProcessorPool.Cell {
    fileprivate var isEmpty: Bool { cores.isEmpty && leftOver.isEmpty }

    /// What is left of the core is used for the next, or left over.
    fileprivate mutating func wholeCore(of threads: Int) -> [UInt32]? {
        guard let first = cores.first else { return nil }
        keep(first.dropFirst(threads), threads)
        return Array(first.prefix(threads))
    }

    fileprivate mutating func takeLeftOver(_ count: Int) -> [UInt32] {
        let some = Array(leftOver.prefix(count))
        leftOver.removeFirst(some.count)
        return some
    }

    fileprivate mutating func takeThread(_ threads: Int) -> UInt32? {
        if !leftOver.isEmpty { return leftOver.removeFirst() }
        guard let first = cores.first, let thread = first.first else { return nil }
        keep(first.dropFirst(), threads)
        return thread
    }

    private mutating func keep(_ rest: ArraySlice<UInt32>, _ threads: Int) {
        if rest.count >= threads {
            cores[0] = Array(rest)
        } else {
            cores.removeFirst()
            leftOver += rest
        }
    }
}
