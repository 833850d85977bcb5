import CLinux
import Glibc
import Host
import Offload

extension Busybox {
    /// Checks a busybox that this host may be unable to run, as one of another architecture, and reads which commands it has
    /// from the table in it by which it finds them.
    package static func read(_ path: String) async throws(ImageError) -> Busybox {
        try await checkStatic(path)
        let applets = try await blocking { () throws(ImageError) in
            do throws(SystemError) { return Self.applets(in: try FileSystem.read(path)) } catch {
                throw ImageError(.busybox, "\(path) cannot be used as the guest's busybox", cause: error)
            }
        }
        let lacking = Self.needed.filter { !applets.contains($0) }
        guard lacking.isEmpty else {
            throw ImageError(
                .busybox,
                applets.isEmpty
                    ? "\(path) is no busybox: it has no table of commands. Name the program of the package busybox-static."
                    : "\(path) lacks \(lacking.joined(separator: ", ")), which the guest needs. Name the program of the package busybox-static."
            )
        }
        return Busybox(path: path, applets: applets.sorted())
    }

    /// The names of its commands: one after the other with a zero byte each, in order, from `[` and `[[` on. Another text
    /// may begin so; the longest is it.
    static func applets(in program: [UInt8]) -> [String] {
        let beginning: [UInt8] = [0x5B, 0, 0x5B, 0x5B, 0]
        var longest: [String] = []
        var from = 0
        while let found = place(of: beginning, in: program, from: from) {
            from = found + 1
            var names: [ArraySlice<UInt8>] = []
            var rest = program[found...]
            while let end = rest.firstIndex(of: 0), end > rest.startIndex, end - rest.startIndex < 64 {
                let name = rest[..<end]
                if let last = names.last, !last.lexicographicallyPrecedes(name) { break }
                names.append(name)
                rest = rest[(end + 1)...]
            }
            if names.count > longest.count { longest = names.map { String(decoding: $0, as: UTF8.self) } }
        }
        return longest.filter { !$0.contains("/") }
    }

    /// By memchr: a program is some megabytes.
    private static func place(of text: [UInt8], in bytes: [UInt8], from: Int) -> Int? {
        bytes.withUnsafeBytes { bytes in
            var place = from
            while place + text.count <= bytes.count {
                guard let start = bytes.baseAddress?.advanced(by: place),
                    let found = memchr(start, Int32(text[0]), bytes.count - text.count + 1 - place)
                else { return nil }
                place += start.distance(to: UnsafeRawPointer(found))
                if bytes[place..<(place + text.count)].elementsEqual(text) { return place }
                place += 1
            }
            return nil
        }
    }
}
