import Images

extension InitramfsEntry {
    /// One line, as `ls -l` would show it.
    var listing: String {
        let mode = "0" + String(permissions, radix: 8)
        return switch kind {
        case .directory: "\(mode) dir  \(path)"
        case .bytes(let bytes): "\(mode) file \(path) (\(bytes.count) bytes)"
        case .file(let source): "\(mode) file \(path) = \(source)"
        case .unpacked(let source): "\(mode) file \(path) = unpacked \(source)"
        case .symlink(let target): "\(mode) link \(path) -> \(target)"
        case .characterDevice(let major, let minor): "\(mode) char \(path) \(major):\(minor)"
        }
    }

    /// The bytes, when they do not come from a file.
    var text: String? {
        if case .bytes(let bytes) = kind { String(decoding: bytes, as: UTF8.self) } else { nil }
    }
}
