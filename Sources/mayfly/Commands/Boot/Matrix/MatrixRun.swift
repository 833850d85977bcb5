import Boots
import Host
import JUnit
import Mayfly
import Offload
import Terminal

/// One `mayfly boot --matrix`: tells of each run as it ends, and what the cells come to.
struct MatrixRun: Sendable {
    private let matrix: BootMatrix
    private let report: ReportFile?
    private let folder: BootFolder?
    private let times: Int
    private let jobs: Int
    private let isJSON: Bool

    init(_ invocation: Invocation, _ matrix: BootMatrix, _ report: ReportFile?, _ folder: BootFolder?) {
        (self.matrix, self.report, self.folder) = (matrix, report, folder)
        times = invocation[BootCommand.runs] ?? 1
        jobs = invocation[BootCommand.jobs] ?? BootMatrix.usualJobs
        isJSON = invocation[OutputOption.option] == .json
    }

    func run() async throws -> Int32 {
        let kernels = try await matrix.kernels()
        let obstacles = matrix.cells.map(\.boot.obstacle)
        var (boots, tried, folders): ([BootRuns], [Int], [Int: BootFolder]) = ([], [], [:])
        for (index, cell) in matrix.cells.enumerated() where obstacles[index] == nil {
            folders[index] = try folder?.cell(BootFolder.name(of: cell, numbered: index + 1))
            boots.append(try runs(cell, kernels[index], folders[index], numbered: index + 1))
            tried.append(index)
        }
        let (ended, result) = await self.ended(boots, tried.map { matrix.cells[$0].name })
        let cells = matrix.cells.enumerated().map { index, cell in
            let runs = ended.filter { tried[$0.key.boot] == index }.map(\.value)
            return CellReport(cell, runs, of: times, obstacle: obstacles[index], artifacts: folders[index]?.path)
        }
        let told = MatrixReport(matrix, cells)
        let isWritten = report?.write(JUnitReport(told).text) ?? true
        Standard.output.write(isJSON ? try JSONText.pretty(told) : told.table)
        Standard.error.write(told.summary)
        try result.get()
        return told.exitStatus == 0 && !isWritten ? ExitStatus.neverRan : told.exitStatus
    }

    /// Where nothing can be tried nothing is begun.
    private func ended(
        _ boots: [BootRuns], _ names: [String]
    ) async -> (ended: [(key: BootSeries.Turn, value: BootSummary)], result: Result<Void, any Error>) {
        guard !boots.isEmpty else { return ([], .success(())) }
        let times = times
        return await RelayedRuns(boots, BootSeries(boots: boots.count, times: times, jobs: jobs)) { turn in
            names[turn.boot] + (times == 1 ? "" : ", run \(turn.number)")
        }.run()
    }

    /// The runs of a cell. Its recordings have a directory of their own.
    private func runs(
        _ cell: BootCell, _ kernel: KernelFiles, _ folder: BootFolder?, numbered number: Int
    ) throws(MachineError) -> BootRuns {
        var boot = cell.boot
        if let recording = boot.debugging.recording {
            let directory = "\(recording)/\(BootFolder.name(of: cell, numbered: number))"
            do throws(SystemError) { try FileSystem.makeDirectory(directory) } catch {
                throw MachineError(.invalidInput, "recordings cannot be written to \(directory): \(error.reason)")
            }
            boot.debugging.recording = directory
        }
        return BootRuns(
            boot: boot, kernel: kernel, times: times, untilFailure: false, jobs: jobs, folder: folder,
            manifests: folder == nil ? nil : BootManifests(boot), isAlone: times == 1)
    }
}
