import CLinux
import Glibc
import Host
import Machines
import Offload

extension FakeChannel {
    func copyIn(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
        try check()
        var summary = CopySummary(files: 0, bytes: 0)
        var files = guest.files
        let name = source.split(separator: "/").last.map(String.init) ?? "root"
        let into = destination.hasSuffix("/") || files.isDirectory(destination)
        do {
            try read(source, into ? destination + "/" + name : destination, &files, &summary)
        } catch {
            throw MachineError(.copyFailed, "\(source) cannot be copied into the guest: \(error)")
        }
        guest.files = files
        return summary
    }

    func copyOut(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
        try check()
        var summary = CopySummary(files: 0, bytes: 0)
        let files = guest.files
        guard files[source] != nil else {
            throw MachineError(
                .copyFailed, "the guest could not open or make \(source): No such file or directory",
                execution: .mayHaveRun)
        }
        let name = source.split(separator: "/").last.map(String.init) ?? "root"
        let isDirectory = FileSystem.status(destination).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
        do {
            try write(
                source, isDirectory || destination.hasSuffix("/") ? destination + "/" + name : destination, files,
                &summary)
        } catch {
            throw MachineError(
                .copyFailed, "\(source) cannot be copied out of the guest: \(error)", execution: .mayHaveRun)
        }
        return summary
    }

    private func read(
        _ source: String, _ place: String, _ files: inout FakeFiles, _ summary: inout CopySummary
    ) throws(SystemError) {
        var status = stat()
        try retrying("lstat", source) { lstat(source, &status) }
        let time = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        let content: FakeFiles.Content
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            content = .directory
        case S_IFLNK:
            var target = [CChar](repeating: 0, count: 4096)
            let count = try retrying("readlink", source) { readlink(source, &target, 4095) }
            content = .link(String(decoding: target.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self))
        default:
            let bytes = try FileSystem.read(source)
            summary.files += 1
            summary.bytes += Int64(bytes.count)
            content = .file(bytes)
        }
        files[place] = FakeFiles.Entry(content: content, mode: status.st_mode & 0o7777, time: time)
        guard content == .directory else { return }
        for name in FileSystem.names(in: source) { try read(source + "/" + name, place + "/" + name, &files, &summary) }
    }

    private func write(
        _ source: String, _ place: String, _ files: FakeFiles, _ summary: inout CopySummary
    ) throws(SystemError) {
        guard let entry = files[source] else { return }
        switch entry.content {
        case .directory:
            try FileSystem.makeDirectory(place)
            for name in files.names(in: source) { try write(source + "/" + name, place + "/" + name, files, &summary) }
        case .link(let target):
            try retrying("symlink", place) { symlink(target, place) }
            return
        case .file(let bytes):
            try FileSystem.write(bytes, to: place)
            summary.files += 1
            summary.bytes += Int64(bytes.count)
        }
        chmod(place, entry.mode)
        let time = timespec(tv_sec: Int(entry.time / 1_000_000_000), tv_nsec: Int(entry.time % 1_000_000_000))
        let times = [time, time]
        try retrying("utimensat", place) { utimensat(AT_FDCWD, place, times, 0) }
    }
}
