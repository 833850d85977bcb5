import Glibc
import KubeVirt
import Manifests
import Terminal
import YAML

/// The options of the commands that read manifests.
enum ManifestOptions {
    static let file = RepeatedOption(
        "file", short: "f", .path.named("FILE"), "A manifest, as YAML or JSON; - is standard input.")
    static let more = RepeatedArgument("FILE", .path, "More manifests, so that a shell's pattern may follow -f.")
    static let gates = RepeatedOption(
        "feature-gates", .gates, "KubeVirt's feature gates that are switched on, such as HostDisk,Sidecar.")
    static let disabled = RepeatedOption(
        "disabled-feature-gates", .gates, "Feature gates that are switched off, though they are on by themselves.")

    /// The names of the manifests; one at least.
    static func files(_ invocation: Invocation) throws -> [String] {
        let files = invocation[file] + invocation[more]
        guard !files.isEmpty else { throw NoManifest(command: invocation.path.joined(separator: " ")) }
        return files
    }

    static func configuration(_ invocation: Invocation) -> ClusterConfiguration {
        let (on, off) = (invocation[gates].flatMap(\.self), invocation[disabled].flatMap(\.self))
        for gate in on + off where gate.maturity == nil {
            Standard.note("warning: KubeVirt knows no feature gate ‘\(gate)’; it switches nothing")
        }
        return ClusterConfiguration(featureGates: on, disabledFeatureGates: off)
    }

    /// The manifest of a name, read as it is asked for.
    static func manifest(_ path: String) throws(YAMLError) -> ManifestStream {
        let name = path == "-" ? "standard input" : path
        func failure(_ call: String) -> YAMLError {
            let number = errno
            let remedy = number == ENOENT ? "; check the path" : number == EISDIR ? "; name the files in it" : ""
            return YAMLError(
                .init(.unreadable, "cannot be \(call): \(String(cString: strerror(number)))\(remedy)", file: name))
        }
        let input = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw failure("opened") }
        return ManifestStream(file: name) { () throws(YAMLError) in
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, filled in
                repeat {
                    count = Glibc.read(input, buffer.baseAddress, buffer.count)
                } while count == -1 && errno == EINTR
                filled = max(0, count)
            }
            guard count >= 0 else { throw failure("read") }
            if count == 0, path != "-" { close(input) }
            return bytes
        }
    }
}

/// A command line without a manifest.
struct NoManifest: Error, CustomStringConvertible {
    let command: String
    var description: String { "no manifest given; name it with -f FILE, or -f - for standard input" }
}

extension ValueKind where Value == [FeatureGate] {
    /// Names with commas between them.
    static var gates: Self {
        Self("A,B", hint: .words(FeatureGate.known.map(\.rawValue))) { text throws(ValueError) in
            text.split(separator: ",").map { FeatureGate(rawValue: String($0)) }
        }
    }
}
