import Boots
import Fixtures
import Glibc
import Host
import Mayfly
import Offload
import Terminal
import YAML

/// `mayfly boot --initramfs`: a directory or a recipe that an initramfs is made of.
enum BootInitramfsOptions {
    static let initramfs = Option(
        "initramfs", .path.named("DIR|RECIPE"),
        "Make the initramfs of this directory, as it is, all of it root's; or of a recipe, a YAML file that adds to ours: "
            + "modules, files, busybox, consoleShell.")

    static let specs = [initramfs.spec]

    /// What the option means; nil where it was not given. `modules` are those of `--module`.
    static func userspace(_ invocation: Invocation, modules: [String]) throws(MachineError) -> Boot.Userspace? {
        guard let path = invocation[initramfs] else { return nil }
        let others = invocation.given([BootOptions.initrd.spec, BootOptions.noInitrd.spec])
        guard others.isEmpty else {
            throw MachineError(.invalidInput, "--initramfs and \(others[0]) exclude each other")
        }
        let place = HostFile.absolute(path)
        guard !isDirectory(place) else {
            guard modules.isEmpty else {
                throw MachineError(
                    .invalidInput,
                    "--module is for an initramfs with our init, which loads modules. Put them into \(path), and have its "
                        + "init load \(modules.joined(separator: ", "))")
            }
            return .directory(place)
        }
        var source = try recipe(place)
        source.modules += modules.filter { !source.modules.contains($0) }
        return .recipe(source)
    }

    private static func isDirectory(_ path: String) -> Bool {
        guard let stream = opendir(path) else { return false }
        closedir(stream)
        return true
    }

    /// A recipe's paths start at its own directory.
    static func recipe(_ path: String) throws(MachineError) -> InitramfsSource {
        let bytes: [UInt8]
        do throws(SystemError) { bytes = try FileSystem.read(path) } catch {
            throw MachineError(.invalidInput, "the initramfs cannot be made: \(path) cannot be read: \(error.reason)")
        }
        guard !isArchive(bytes) else {
            throw MachineError(
                .invalidInput, "\(path) is an initramfs already, and no recipe for one; name it by --initrd")
        }
        let directory = String(path[...(path.lastIndex(of: "/") ?? path.startIndex)])
        do throws(YAMLError) {
            let document = try YAMLParser().document(in: bytes, file: path)
            for (field, option) in [
                ("kernel", "--kernel"), ("moduleDirectory", "--modules"), ("busyboxProgram", "--busybox"),
            ] {
                guard let value = document[field] else { continue }
                throw YAMLError(
                    .init(
                        .unknownField, "is what \(option) says; leave it out", file: path, mark: value.mark, path: field
                    ))
            }
            var source = try YAMLDecoder().decode(InitramfsSource.self, from: document, file: path)
            for index in source.files.indices {
                guard case .source(let name) = source.files[index].origin, !name.hasPrefix("/") else { continue }
                source.files[index].origin = .source(directory + name)
            }
            return source
        } catch {
            throw MachineError(.invalidInput, "the recipe of the initramfs cannot be read:\n\(error)")
        }
    }

    /// cpio, or packed by what kernels unpack.
    private static func isArchive(_ bytes: [UInt8]) -> Bool {
        let beginnings: [[UInt8]] = [
            Array("07070".utf8), [0x1F, 0x8B], [0xFD, 0x37, 0x7A], [0x28, 0xB5, 0x2F, 0xFD], Array("BZh".utf8),
            [0x04, 0x22, 0x4D, 0x18], [0x02, 0x21, 0x4C, 0x18],
        ]
        return beginnings.contains { bytes.starts(with: $0) }
    }
}
