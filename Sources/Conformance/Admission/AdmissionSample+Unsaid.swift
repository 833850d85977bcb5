import KubeVirt
import YAML

/// What a line does not say and its verdict shows: where the spec stood, and what else the cluster's administrator had set.
extension AdmissionSample {
    /// Children of a spec in paths of causes: its fields, and what KubeVirt names without their parents.
    private static let children: Set<String> = [
        "GPUs", "HostDevices", "Sound", "accessCredentials", "acpi", "affinity", "architecture", "dnsConfig",
        "dnsPolicy",
        "domain", "evictionStrategy", "hostname", "launchSecurity", "livenessProbe", "networks", "nodeAffinity",
        "nodeSelector", "podAffinity", "podAntiAffinity", "readinessProbe", "resourceClaims", "serviceAccountName",
        "startStrategy", "subdomain", "tolerations", "topologySpreadConstraints", "utilityVolumes", "video", "volumes",
    ]

    /// Fields that are named without the spec.
    private static let rootless: Set<String> = ["nameservers", "options", "searchDomains"]

    /// Path of the spec.
    var root: String {
        for cause in causes where !cause.field.isEmpty {
            let parts = cause.field.split(separator: ".")
            let child = parts.dropFirst().firstIndex { Self.children.contains(String($0.prefix { $0 != "[" })) }
            if let child { return parts[..<child].joined(separator: ".") }
            if Self.rootless.contains(cause.field) { continue }
            // Some rules blame the spec itself, or count it as a list.
            return String(cause.field.prefix { $0 != "[" })
        }
        return "spec"
    }

    /// The cluster that gave the verdict, as far as the line says.
    var configuration: ClusterConfiguration {
        ClusterConfiguration(featureGates: featureGates, disabledFeatureGates: disabledFeatureGates)
    }

    /// The same with the settings that a denial speaks of. Nothing is taken from the fact that a machine was allowed.
    var toldConfiguration: ClusterConfiguration {
        var configuration = configuration
        for message in causes.map(\.message) {
            if message.contains("must be equal to or less than the memory limit") {
                configuration.rolloutStrategy = .stage
            }
            if message.contains("Bridge on pod network configuration is not enabled") {
                configuration.permitsBridgeOnPodNetwork = false
            }
            for architecture in [Architecture.arm64, .s390x]
            where message.hasSuffix("architecture is \(architecture.rawValue)")
                || message.hasSuffix("not supported on \(architecture.rawValue) architecture")
            {
                configuration.defaultArchitecture = architecture
            }
            if message.contains("GraceIOVirtualization") {
                let selector = message.contains("exact pciVendorSelector") ? "10de:*" : "10de:2342"
                configuration.permittedPCIDevices = deviceNames.map {
                    .init(pciVendorSelector: selector, resourceName: $0)
                }
            }
        }
        return configuration
    }

    /// Names of the host's devices that the machine asks for.
    private var deviceNames: [String] {
        let spec: Node? =
            switch subject {
            case .machine(let machine): machine["spec"]
            case .spec(let spec): spec
            }
        let devices = spec?["domain"]?["devices"]
        return ["gpus", "hostDevices"].flatMap { devices?[$0]?.sequence ?? [] }
            .compactMap { $0["deviceName"]?.scalar?.text }
    }
}
