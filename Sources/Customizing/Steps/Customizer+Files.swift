import Fixtures
import Guestfs
import Offload
import ShellWords

extension Customizer {
    /// What is at a path, links followed.
    private func status(_ path: String) async throws(CustomizeError) -> FileStatus? {
        try await guest("\(path) cannot be looked at") { (guest) throws(GuestfsError) in try await guest.status(path) }
    }

    private func existing(_ path: String) async throws(CustomizeError) -> FileStatus {
        guard let status = try await status(path) else {
            throw CustomizeError(
                .failed, "\(path) is not there in the guest. Check its spelling, and the steps before.")
        }
        return status
    }

    /// What a file that will be written is now; an error when it cannot be one.
    private func writable(_ path: String) async throws(CustomizeError) -> FileStatus? {
        if let status = try await status(path) {
            guard status.isRegular else { throw CustomizeError(.failed, "\(path) is in the guest, and is not a file") }
            return status
        }
        let parent = path.parent
        guard let above = try await status(parent), above.isDirectory else {
            throw CustomizeError(
                .failed, "\(parent) is no directory in the guest. Make it first: mkdir: {path: \(parent)}.")
        }
        return nil
    }

    /// The path whose last part may be a link, and none before it: for calls that act on the link itself.
    private func resolved(_ path: String) async throws(CustomizeError) -> String? {
        let parent = path.parent
        guard try await status(parent)?.isDirectory == true else { return nil }
        let real = try await guest("\(parent) cannot be looked at") { (guest) throws(GuestfsError) in
            try await guest.realPath(parent)
        }
        return (real == "/" ? "" : real) + "/" + HostFile.name(path)
    }

    func write(_ step: WriteStep) async throws(CustomizeError) {
        try await write(Array(step.content.utf8), to: step.path.text, mode: step.mode?.rawValue, owner: step.owner)
    }

    /// Writes a file through a link that is there; permissions and owner of one that is there stay unless given.
    func write(
        _ bytes: [UInt8], to path: String, mode: UInt32? = nil, owner: FileOwner? = nil
    ) async throws(CustomizeError) {
        let before = try await writable(path)
        let owners = try await owners(owner, before)
        try await guest("\(path) cannot be written") { (guest) throws(GuestfsError) in
            try await guest.write(bytes, to: path)
            if let mode = mode ?? (before == nil ? 0o644 : nil) { try await guest.setMode(path, mode) }
            if let owners { try await guest.setOwner(path, user: owners.user, group: owners.group) }
        }
    }

    func append(_ step: AppendStep) async throws(CustomizeError) {
        let path = step.path.text
        guard let before = try await writable(path) else {
            return try await write(Array(step.content.utf8), to: path)
        }
        try await guest("\(path) cannot be written") { (guest) throws(GuestfsError) in
            let last = before.size > 0 ? try await guest.contents(path, from: before.size - 1, count: 1) : [0x0A]
            try await guest.append((last == [0x0A] ? [] : [0x0A]) + Array(step.content.utf8), to: path)
        }
    }

    func edit(_ step: EditStep) async throws(CustomizeError) {
        let path = step.path.text
        let status = try await existing(path)
        guard status.isRegular, status.size <= LineEdit.longest else {
            throw CustomizeError(
                .failed, "\(path) is not a file of at most \(LineEdit.longest >> 20) MiB, and cannot be edited by lines"
            )
        }
        let text = try await text(path)
        let changed = try LineEdit(step)(text)
        try await guest("\(path) cannot be written") { (guest) throws(GuestfsError) in
            try await guest.write(Array(changed.utf8), to: path)
        }
    }

    /// A text file of the guest's.
    func text(_ path: String) async throws(CustomizeError) -> String {
        let bytes = try await guest("\(path) cannot be read") { (guest) throws(GuestfsError) in
            try await guest.contents(path)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CustomizeError(.failed, "\(path) is no text of UTF-8")
        }
        return text
    }

    func upload(_ step: UploadStep) async throws(CustomizeError) {
        let mode = try HostFile.check(step.source)
        let path = step.path.text
        let before = try await writable(path)
        let owners = try await owners(step.owner, before) ?? (before == nil ? nil : (0, 0))
        try await guest("\(step.source) cannot be copied to \(path)") { (guest) throws(GuestfsError) in
            try await guest.upload(step.source, to: path)
            try await guest.setMode(path, step.mode?.rawValue ?? mode)
            if let owners { try await guest.setOwner(path, user: owners.user, group: owners.group) }
        }
    }

    /// Copies a file or tree into a directory, which is made.
    func copyIn(_ source: String, to directory: String, as name: String? = nil) async throws(CustomizeError) {
        let scratch = inputs.temporaryDirectory
        let archive = try await blocking { () throws(CustomizeError) in
            try HostFile.archive(source, as: name ?? HostFile.name(source), in: scratch)
        }
        try await guest("\(source) cannot be copied into \(directory)") { (guest) throws(GuestfsError) in
            try await guest.makeDirectory(directory)
            try await guest.unpack("/proc/self/fd/\(archive.raw)", into: try await guest.realPath(directory))
        }
        archive.close()
    }

    func makeDirectory(_ step: MakeDirectoryStep) async throws(CustomizeError) {
        let path = step.path.text
        let before = try await status(path)
        if let before, !before.isDirectory {
            throw CustomizeError(.failed, "\(path) is in the guest, and is not a directory")
        }
        let owners = try await owners(step.owner, before)
        try await guest("\(path) cannot be made") { (guest) throws(GuestfsError) in
            if before == nil { try await guest.makeDirectory(path) }
            if let mode = step.mode?.rawValue ?? (before == nil ? 0o755 : nil) { try await guest.setMode(path, mode) }
            if let owners { try await guest.setOwner(path, user: owners.user, group: owners.group) }
        }
    }

    func setMode(_ step: ModeStep) async throws(CustomizeError) {
        _ = try await existing(step.path.text)
        try await guest("permissions of \(step.path.text) cannot be set") { (guest) throws(GuestfsError) in
            try await guest.setMode(step.path.text, step.mode.rawValue)
        }
    }

    func setOwner(_ step: OwnerStep) async throws(CustomizeError) {
        let path = step.path.text
        let status = try await existing(path)
        guard let owners = try await owners(step.owner, status) else { return }
        guard step.recursive, status.isDirectory else {
            return try await guest("the owner of \(path) cannot be set") { (guest) throws(GuestfsError) in
                try await guest.setOwner(path, user: owners.user, group: owners.group)
            }
        }
        let real = try await guest("\(path) cannot be looked at") { (guest) throws(GuestfsError) in
            try await guest.realPath(path)
        }
        let words =
            (step.owner.user == nil ? "" : "\(owners.user)") + (step.owner.group == nil ? "" : ":\(owners.group)")
        let answer = try await shell(
            "chown -hR \(words) -- \(("/sysroot" + real).shellQuoted) 2>&1 | head -c 4096", "owners cannot be set")
        if !answer.isEmpty {
            throw CustomizeError(.failed, "owners in \(path) cannot be set: \(answer.trimmed)")
        }
    }

    func link(_ step: SymlinkStep) async throws(CustomizeError) {
        let path = step.path.text
        guard let real = try await resolved(path) else {
            throw CustomizeError(
                .failed, "\(path.parent) is no directory in the guest. Make it first: mkdir: {path: \(path.parent)}.")
        }
        let answer = try await shell(
            """
            p=\(("/sysroot" + real).shellQuoted)
            if [ -d "$p" ] && ! [ -L "$p" ]; then echo directory; else ln -sfn -- \(step.target.shellQuoted) "$p" 2>&1; fi
            """, "\(path) cannot be made")
        if answer.trimmed == "directory" {
            throw CustomizeError(.failed, "\(path) is a directory in the guest. Delete it first: delete: [\(path)].")
        }
        if !answer.isEmpty { throw CustomizeError(.failed, "\(path) cannot be made: \(answer.trimmed)") }
    }

    func delete(_ path: String) async throws(CustomizeError) {
        guard !path.split(separator: "/").isEmpty else {
            throw CustomizeError(.failed, "the guest's root directory cannot be deleted")
        }
        // Where there is no directory there is nothing to delete.
        guard let real = try await resolved(path) else { return }
        try await guest("\(path) cannot be deleted") { (guest) throws(GuestfsError) in try await guest.remove(real) }
    }

    /// Numbers for names; nil when nothing is to be changed.
    private func owners(
        _ owner: FileOwner?, _ before: FileStatus?
    ) async throws(CustomizeError) -> (user: UInt32, group: UInt32)? {
        guard let owner else { return nil }
        func number(_ name: String?, _ file: String, _ kind: String, _ other: UInt32) async throws(CustomizeError)
            -> UInt32
        {
            guard let name else { return other }
            if let number = UInt32(name) { return number }
            guard let number = Accounts(try await text(file)).number(of: name) else {
                throw CustomizeError(
                    .failed,
                    "the guest has no \(kind) \(name) in \(file). Make it in a step before, or write its number.")
            }
            return number
        }
        return (
            try await number(owner.user, "/etc/passwd", "user", before?.user ?? 0),
            try await number(owner.group, "/etc/group", "group", before?.group ?? 0)
        )
    }
}

extension String {
    /// The directory that a path is in.
    var parent: String {
        let parts = split(separator: "/").dropLast()
        return "/" + parts.joined(separator: "/")
    }
}
