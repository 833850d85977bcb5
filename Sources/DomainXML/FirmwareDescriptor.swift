import KubeVirt

/// A firmware that is installed on a host, as QEMU's descriptors tell it: JSON files in `/usr/share/qemu/firmware`, where
/// the first by file name that fits is the one to take (QEMU's docs/interop/firmware.json).
package struct FirmwareDescriptor: Sendable, Hashable, Decodable {
    private struct Mapping: Sendable, Hashable, Decodable {
        struct File: Sendable, Hashable, Decodable {
            var filename: String
            var format: String?
        }

        enum CodingKeys: String, CodingKey {
            case device, executable
            case template = "nvram-template"
        }

        var device: String
        var executable: File?
        var template: File?
    }

    private struct Target: Sendable, Hashable, Decodable {
        var architecture: String
        var machines: [String]
    }

    private enum CodingKeys: String, CodingKey {
        case interfaces = "interface-types"
        case mapping, targets, features
    }

    private var interfaces: [String]
    private var mapping: Mapping
    private var targets: [Target]
    private var features: [String]

    /// Whether this is the firmware for a machine of that type, such as `q35` or `pc-q35-7.2`.
    ///
    /// Secure boot means that keys are enrolled: firmware that would take unsigned programs as well is no use for it.
    package func fits(_ need: FirmwareNeed, machine: String) -> Bool {
        guard interfaces.contains("uefi"), mapping.device == "flash", mapping.executable?.format ?? "raw" == "raw",
            mapping.executable != nil, mapping.template != nil
        else { return false }
        let isTarget = targets.contains { target in
            target.architecture == need.architecture.libvirtName
                && target.machines.contains { Self.matches($0, machine) }
        }
        let secure = ["secure-boot", "enrolled-keys", "requires-smm"].map(features.contains)
        return isTarget && (need.secureBoot ? !secure.contains(false) : !secure.contains(true))
    }

    /// The files for a machine; nil when they are not of this kind.
    package var choice: FirmwareChoice? {
        guard let loader = mapping.executable?.filename, let template = mapping.template?.filename else { return nil }
        return FirmwareChoice(loader: loader, template: template, isSecure: features.contains("secure-boot"))
    }

    /// A pattern may end in an asterisk for versions; a type without a version is the newest one of its name.
    private static func matches(_ pattern: String, _ machine: String) -> Bool {
        guard pattern.hasSuffix("*") else { return pattern == machine }
        let stem = pattern.dropLast()
        return machine.hasPrefix(stem) || "pc-\(machine)-" == stem || machine + "-" == stem
    }
}
