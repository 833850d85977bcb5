import Glibc
import Host

/// A user's range of subordinate ids (subuid(5)): who owns the files of a system that a plain user builds.
package enum SubordinateIDs {
    /// How many ids the ranges of a user have in the text of /etc/subuid. A value.
    package static func count(in text: String, user: String, id: UInt32) -> Int {
        text.split(whereSeparator: \.isNewline).reduce(0) { sum, line in
            let parts = line.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == user || parts[0] == "\(id)", let count = Int(parts[2]), count > 0
            else { return sum }
            return sum.addingReportingOverflow(count).partialValue
        }
    }

    /// Why a plain user cannot build a system here; nil when nothing stands in the way (root needs none).
    package static func obstacle() async -> ImageError? {
        let id = geteuid()
        guard id != 0 else { return nil }
        guard FileSystem.program("newuidmap") != nil, FileSystem.program("newgidmap") != nil else {
            return ImageError(
                .missingProgram, "newuidmap is not installed: a plain user cannot build images. Install package uidmap."
            )
        }
        let user = getpwuid(id).map { String(cString: $0.pointee.pw_name) } ?? "\(id)"
        for file in ["/etc/subuid", "/etc/subgid"] {
            let text = FileSystem.text(file) ?? ""
            if count(in: text, user: user, id: id) < 65536 {
                return ImageError(
                    .subordinateIDs,
                    "\(file) gives the user \(user) no range of 65536 subordinate ids. Let root run: "
                        + "usermod --add-subuids 100000-165535 --add-subgids 100000-165535 \(user) (with a range that no "
                        + "other line of the file has)")
            }
        }
        if await BootstrapMode.works(.user) { return nil }
        return ImageError(
            .subordinateIDs,
            "no user namespace with subordinate ids can be made here. Look at what "
                + "\"unshare --user --map-root-user --map-auto true\" says: unprivileged user namespaces may be switched off "
                + "(kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns), or util-linux may be "
                + "older than 2.38.")
    }
}
