import Glibc
import Host
import Offload

/// Writes all of a disk into one file: what is in a qcow2 image of our own and in those behind it.
///
/// The chain is trusted: the names of backing files in it are followed. The new file appears whole or not at all, beside
/// which nothing stays; it is not synced. Progress is told from 0 to 1, from any thread.
package func exportDisk(
    from path: String, to output: String, as format: ConversionOutput, limits: DiskLimits = DiskLimits(),
    progress: @escaping @Sendable (Double) -> Void = { _ in }
) async throws(DiskFormatError) {
    // A name that sweepers know.
    let unfinished = output + FileSystem.unfinished + String(UInt64.random(in: 0 ... .max), radix: 36)
    let conversion = Conversion(
        source: try ConversionSource(chain: path), output: format, target: unfinished, limits: limits)
    let steps = ImportProgress(progress)
    steps.nothingWasUnwrapped()
    do throws(DiskFormatError) {
        _ = try SourceFile(path)
        try await conversion.run { steps.converted($0) }
        if rename(unfinished, output) != 0 { throw .write(output, SystemError("rename", subject: output)) }
    } catch {
        unlink(unfinished)
        throw error
    }
    steps.finished()
}
