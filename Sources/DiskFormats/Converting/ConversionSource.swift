import Glibc
import Offload

/// An image as QEMU's options say it: its format is told and not guessed, and its name is never taken for an address.
struct ConversionSource: Sendable {
    enum Origin: Sendable {
        /// A file behind which nothing shall be, whatever it says.
        case alone(Descriptor)
        /// One of ours, by the directory and its name in it, where QEMU finds what is behind it.
        case chain(Descriptor, String)
    }

    let origin: Origin
    let format: DiskFormat
    /// What errors call it.
    let place: String

    init(origin: Origin, format: DiskFormat, place: String) {
        (self.origin, self.format, self.place) = (origin, format, place)
    }

    /// The top of a chain of ours.
    init(chain path: String) throws(DiskFormatError) {
        let slash = path.lastIndex(of: "/")
        let directory = slash.map { String(path[...$0]) } ?? "."
        do throws(SystemError) {
            let descriptor = Descriptor(
                owning: try retrying("open", directory) { open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
            let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
            self.init(origin: .chain(descriptor, name), format: .qcow2, place: path)
        } catch {
            throw .unreadable(path, error)
        }
    }

    /// What a child has to inherit.
    var file: Descriptor {
        switch origin {
        case .alone(let file): file
        case .chain(let directory, _): directory
        }
    }

    /// Told to a child, which opens what it inherited by this path.
    func description(inherited path: String) -> String {
        switch origin {
        case .chain(_, let name): description("\(path)/\(name)", "")
        case .alone: description(path, [.qcow2, .vmdk].contains(format) ? "\"backing\":null," : "")
        }
    }

    private func description(_ path: String, _ backing: String) -> String {
        let file = "{\"driver\":\"file\",\"filename\":\(Self.quoted(path))}"
        return "json:{\"driver\":\"\(format.rawValue)\",\(backing)\"file\":\(file)}"
    }

    /// As a string of JSON.
    static func quoted(_ text: String) -> String {
        let digits = Array("0123456789abcdef")
        return "\""
            + text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"", "\\": "\\\(scalar)"
                case _ where scalar.value < 0x20:
                    "\\u00\(digits[Int(scalar.value >> 4)])\(digits[Int(scalar.value & 15)])"
                default: String(scalar)
                }
            }.joined() + "\""
    }
}
