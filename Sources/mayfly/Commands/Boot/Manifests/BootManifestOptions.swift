import Boots
import Host
import Mayfly
import Offload
import Provenance
import Terminal

/// The options of `mayfly boot` about what a boot was made of.
enum BootManifestOptions {
    static let manifest = Option(
        "manifest", .path.named("FILE"),
        "Write what the boot was made of (sums of its files, QEMU with its arguments, the host) as JSON, for --from; "
            + "--artifacts has it as manifest.json.")
    static let from = Option(
        "from", .path.named("MANIFEST"),
        "Boot what this manifest says again, and tell everything that is another now.")
    static let strict = Flag("strict", "With --from: refuse to boot, with 125, when anything differs.")

    /// No manifest has as many bytes.
    private static let most = 16 << 20

    static let specs = [manifest.spec, from.spec, strict.spec]

    /// The manifest that `--from` names. What else would shape the boot is refused.
    static func earlier(_ invocation: Invocation) throws(MachineError) -> BootManifest? {
        guard let path = invocation[from] else {
            guard !invocation[strict] else {
                throw MachineError(.invalidInput, "--strict is for --from MANIFEST, which says what to compare with")
            }
            return nil
        }
        let others =
            invocation.given(
                BootOptions.shaping + BootInitramfsOptions.specs + BootRootOptions.specs + BootMachineOptions.specs
                    + MatrixOptions.specs)
            + (invocation.trailing == nil ? [] : ["a command"])
        guard others.isEmpty else {
            throw MachineError(
                .invalidInput,
                "--from boots what its manifest says; leave \(others.joined(separator: ", ")) out, or change the manifest"
            )
        }
        let bytes: [UInt8]
        do throws(SystemError) { bytes = try FileSystem.read(path, limit: most) } catch {
            throw MachineError(.invalidInput, "the manifest \(path) cannot be read: \(error.reason)")
        }
        return try BootManifest(bytes, file: path)
    }
}
