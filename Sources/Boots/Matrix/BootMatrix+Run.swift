import CLinux
import Glibc
import KubeVirt
import LocalProvider
public import Machines

/// What became of one cell.
public struct BootCellResult: Sendable {
    /// The cell.
    public var cell: BootCell
    /// What each of its runs came to, in their order; none where it was not tried.
    public var runs: [Result<BootResult, any Error>]
    /// Why this host cannot boot it, and what to install; nil when it was tried.
    public var obstacle: String?

    /// Whether it was tried, and each run passed.
    public var hasPassed: Bool {
        !runs.isEmpty
            && runs.allSatisfy { run in
                if case .success(let result) = run { result.end.hasPassed } else { false }
            }
    }
}

extension BootMatrix {
    /// Boots each cell, several at once, and tells what became of each. A cell that this host has no QEMU for is not tried.
    ///
    /// - Parameters:
    ///   - times: How often each cell is booted.
    ///   - jobs: The most machines at once, the host's processors when nil; each waits for memory by itself.
    ///   - provider: The back end; this host's private libvirt when nil.
    ///   - observer: Gives who is told of a cell's run while that goes on.
    /// - Returns: A result for each cell, in their order. A run that could not be carried out is a failure in it.
    /// - Throws: ``MachineError`` before anything is started: a cell's kernel or argument is wrong, and the message names the
    ///   cell; or the task was cancelled.
    public func run(
        times: Int = 1, jobs: Int? = nil, on provider: (any MachineProvider)? = nil,
        observer: @escaping @Sendable (BootCell, _ run: Int) -> BootObserver = { _, _ in BootObserver() }
    ) async throws -> [BootCellResult] {
        let kernels = try await kernels()
        let obstacles = cells.map(\.boot.obstacle)
        let tried = cells.indices.filter { obstacles[$0] == nil }
        let cells = cells
        var results = cells.indices.map { BootCellResult(cell: cells[$0], runs: [], obstacle: obstacles[$0]) }
        guard !tried.isEmpty else { return results }
        let back = if let provider { provider } else { try await LocalProvider.shared() as any MachineProvider }
        let series = BootSeries(boots: tried.count, times: times, jobs: jobs ?? Self.usualJobs)
        let ended = try await series.run { turn -> Result<BootResult, any Error>? in
            let index = tried[turn.boot]
            do {
                return .success(
                    try await cells[index].boot.run(
                        on: back, kernel: kernels[index], observer: observer(cells[index], turn.number)))
            } catch {
                return Task.isCancelled ? nil : .failure(error)
            }
        }
        for (turn, result) in ended.sorted(by: { $0.key < $1.key }) { results[tried[turn.boot]].runs.append(result) }
        return results
    }

    /// As many as the host has processors.
    package static var usualJobs: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// The kernel of each cell, each looked for once. What is wrong with one is told with its cell.
    package func kernels() async throws(MachineError) -> [KernelFiles] {
        var known: [[String?]: KernelFiles] = [:]
        var kernels: [KernelFiles] = []
        for cell in cells {
            let boot = cell.boot
            let key = [
                boot.kernel, boot.modules, boot.symbols, boot.architecture?.rawValue, boot.board?.rawValue,
            ]
            do throws(MachineError) {
                // What cannot be carried out is refused before anything is looked for.
                _ = try BootCourse(boot)
                // Cells with the same kernel may have machines of other types.
                if known[key] != nil { try await boot.checkMachineType() }
                let files = if let files = known[key] { files } else { try await boot.kernelFiles() }
                known[key] = files
                kernels.append(files)
            } catch {
                throw cell.refused(error)
            }
        }
        return kernels
    }
}

extension BootCell {
    /// The same error, with the cell that it is about.
    package func refused(_ error: MachineError) -> MachineError { Self.refused(error, coordinates) }

    package static func refused(_ error: MachineError, _ coordinates: [Coordinate]) -> MachineError {
        var error = error
        error.message = "the cell \(name(of: coordinates)) cannot be booted: \(error.message)"
        return error
    }
}
