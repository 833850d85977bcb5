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

    /// The cluster that gave the verdict.
    var configuration: ClusterConfiguration {
        var configuration = ClusterConfiguration(
            featureGates: featureGates, disabledFeatureGates: disabledFeatureGates)
        let spec: Node? =
            switch subject {
            case .machine(let machine): machine["spec"]
            case .spec(let spec): spec
            }
        let devices = spec?["domain"]?["devices"]
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
                let names = ["gpus", "hostDevices"].flatMap { devices?[$0]?.sequence ?? [] }
                    .compactMap { $0["deviceName"]?.scalar?.text }
                configuration.permittedPCIDevices = names.map { .init(pciVendorSelector: selector, resourceName: $0) }
            }
        }
        guard allowed else { return configuration }

        if (devices?["disks"]?.sequence ?? []).contains(where: { $0["lun"]?["reservation"]?.scalar?.text == "true" }) {
            configuration.persistentReservation = true
        }
        configuration.requesterIsKubeVirt = true
        return configuration
    }
}
