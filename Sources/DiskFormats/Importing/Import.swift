import CLinux
import Glibc
import Host
import Offload

/// Makes a sparse qcow2 image (version 3, no backing file, clusters of 64 KiB, no compression) of the disk image in a
/// file: qcow2, raw, vmdk, vdi, vhd or vhdx, as it is or in gz, xz, zst, bz2, zip, tar or an OVA, told by content.
///
/// The new image appears whole or not at all, and whatever was written on the way is removed; it is not synced. An image
/// that would have other files read is refused before QEMU's code sees it. A qcow2 image that is already what is wanted
/// (``QCOW2Header/isPlain``, each cluster used and counted once) is copied instead of converted.
///
/// The scratch directory, for what does not stay, is on the output's file system; a killed process leaves `import-…` in
/// it. When it is consuming, the file may be moved away instead of copied. Progress is told from 0 to 1, from any thread.
package func importDisk(
    from path: String, to output: String, scratch: String, limits: DiskLimits = DiskLimits(), consuming: Bool = false,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
) async throws(DiskFormatError) -> ImportedDisk {
    let directory = try makeDirectory(in: scratch)
    let stop = Stopper()
    let result = await withTaskCancellationHandler {
        await Result { () async throws(DiskFormatError) in
            let work = ImportWork(
                source: path, directory: directory, limits: limits, consuming: consuming, stop: stop,
                progress: ImportProgress(progress))
            let disk = try await work.run()
            try stop.check(path)
            try move(directory + "/disk.qcow2", to: output)
            return disk
        }
    } onCancel: {
        stop.stop()
    }
    await uncancelled { await blocking { try? FileSystem.remove(directory) } }
    return try result.get()
}

private func makeDirectory(in scratch: String) throws(DiskFormatError) -> String {
    var template = Array("\(scratch)/import-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
        throw .write(scratch + "/import", SystemError("mkdtemp", subject: scratch))
    }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}

private func move(_ path: String, to output: String) throws(DiskFormatError) {
    do throws(SystemError) {
        try retrying("rename", output) { rename(path, output) }
    } catch {
        if error.number == EXDEV {
            throw DiskFormatError(
                .write, "\(output) is on another file system than the scratch directory. Use one beside it.",
                cause: error)
        }
        throw .write(output, error)
    }
}

extension Result {
    fileprivate init(_ body: () async throws(Failure) -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
