import Machines
import Provenance
import YAML

/// Any text as the manifest of a boot: it is read or refused with words, comes back the same from its own YAML, and does not
/// differ from itself.
package func fuzzBootManifest(_ bytes: UnsafeRawBufferPointer) {
    let text = [UInt8](bytes)
    do throws(MachineError) {
        let manifest = try BootManifest(text, file: "fuzz.yaml")
        guard let written = try? YAMLEncoder().encode(manifest),
            let again = try? BootManifest(Array(written.utf8), file: "fuzz.yaml")
        else { preconditionFailure("a manifest that was read cannot be written and read again") }
        precondition(again == manifest, "another manifest came back from its own YAML")
        precondition(manifest.differencesBefore(again).isEmpty, "it differs from itself")
        precondition(manifest.argumentDifferences(again).isEmpty, "its arguments differ from themselves")
    } catch {
        precondition(!error.message.isEmpty, "an error without words")
    }
}
