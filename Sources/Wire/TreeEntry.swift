/// One record of a tree: a directory is entered, its entries follow, it is left.
package struct TreeEntry: Hashable, Sendable {
    package enum Kind: UInt8, Sendable, CaseIterable {
        case directory = 0x44
        case file = 0x46
        case symlink = 0x4C
        /// A device, socket or pipe: told, not copied. `mode` has its type.
        case skipped = 0x53
    }

    package static let headerSize = 37
    package static let longestName = 255
    package static let longestTarget = 4095
    package static let deepest = 200
    /// The most content of a file whose announced size is 0.
    package static let largestUnsized = 67_108_864

    package var kind: Kind
    /// Permission bits with set-id and sticky.
    package var mode: UInt32
    package var uid: UInt32
    package var gid: UInt32
    /// When the content last changed: seconds since 1970 and nanoseconds.
    package var seconds: Int64
    package var nanoseconds: UInt32
    /// What the size was when the file was opened: the content may end earlier, never later. 0 is also said where the
    /// size is not known, as in /proc.
    package var size: UInt64
    /// One name, as the kernel has it (not always UTF-8). The root's is empty or a suggestion.
    package var name: [UInt8]
    package var target: [UInt8]

    package init(
        kind: Kind, mode: UInt32, uid: UInt32 = 0, gid: UInt32 = 0, seconds: Int64 = 0, nanoseconds: UInt32 = 0,
        size: UInt64 = 0, name: [UInt8] = [], target: [UInt8] = []
    ) {
        self.kind = kind
        self.mode = mode
        self.uid = uid
        self.gid = gid
        self.seconds = seconds
        self.nanoseconds = nanoseconds
        self.size = size
        self.name = name
        self.target = target
    }

    package var encoded: [UInt8] {
        var bytes: [UInt8] = [kind.rawValue]
        bytes.add(mode)
        bytes.add(uid)
        bytes.add(gid)
        bytes.add(seconds)
        bytes.add(nanoseconds)
        bytes.add(size)
        bytes.add(UInt16(name.count))
        bytes.add(UInt16(target.count))
        return bytes + name + target
    }

    /// Leaves the directory entered last.
    package static let up: [UInt8] = [0x55]

    /// The head of a part of a file's content; a part of no bytes ends the file.
    package static func contentHead(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.add(UInt32(count))
        return bytes
    }

    /// Throws for a name that would lead out of its directory, as an untrusted sender may give one.
    package func validate() throws(WireError) {
        let text = String(decoding: name, as: UTF8.self).debugDescription
        if name.contains(0) || name.contains(UInt8(ascii: "/")) || name == Array(".".utf8) || name == Array("..".utf8) {
            throw WireError(.badTree, "the name \(text) leads out of its directory")
        }
        guard name.count <= Self.longestName, target.count <= Self.longestTarget, nanoseconds < 1_000_000_000 else {
            throw WireError(.badTree, "the entry \(text) has a number out of range")
        }
        guard target.isEmpty == (kind != .symlink), !target.contains(0) else {
            throw WireError(.badTree, "the entry \(text) has a wrong link target")
        }
    }
}
