import KubeVirt
import Kubernetes
import Machines

/// KubeVirt and CDI.
extension ClusterDoctor {
    /// What is found, and whether machines run without KVM; nil where that cannot be told.
    func operators() async -> ([Finding], usesEmulation: Bool?) {
        let kubeVirts = await ask { client throws(KubernetesError) in
            try await client.list(KubeVirtInstallation.self, .kubeVirts, allNamespaces: true).items
        }
        let importer = await importer()
        guard case .success(let found) = kubeVirts, let kubeVirt = found.first else {
            return ([await withoutObject(kubeVirts), importer], nil)
        }
        let settings = kubeVirt.spec?.configuration?.developerConfiguration
        return (
            [Self.state(of: kubeVirt), Self.gates(settings), importer], settings?.useEmulation ?? false
        )
    }

    private static var install: String {
        "Have an administrator install KubeVirt (https://kubevirt.io), or choose another context."
    }

    private static func state(of kubeVirt: KubeVirtInstallation) -> Finding {
        let version = kubeVirt.status?.observedKubeVirtVersion ?? "of an unknown version"
        let phase = kubeVirt.status?.phase ?? "not begun"
        guard phase == "Deployed" else {
            return .no(
                "KubeVirt", "\(version), which is not deployed yet: \(phase)",
                "Wait, or look at it: kubectl describe kubevirt -A.")
        }
        return .yes("KubeVirt", version)
    }

    private static func gates(_ settings: KubeVirtInstallation.Developer?) -> Finding {
        let (on, off) = (settings?.featureGates ?? [], settings?.disabledFeatureGates ?? [])
        var words = on.isEmpty ? "none but those that are on by themselves" : on.sorted().joined(separator: ", ")
        if !off.isEmpty { words += "; off: \(off.sorted().joined(separator: ", "))" }
        return .yes("feature gates", words)
    }

    /// KubeVirt where there is no object that tells of it, or none that we may see.
    private func withoutObject(_ found: Result<[KubeVirtInstallation], KubernetesError>) async -> Finding {
        let name = "KubeVirt"
        switch found {
        case .success:
            return .no(name, "its kinds are known, and nobody has it deployed (kubectl get kubevirt -A)", Self.install)
        case .failure(let error) where error.code == .forbidden:
            // Everybody may ask what is served.
            let kinds = await ask { client throws(KubernetesError) in
                try await client.resource(of: VirtualMachineInstance.kind, in: VirtualMachineInstance.apiVersion)
            }
            if case .success = kinds { return unknown(name, error) }
            return .no(name, "it is not installed", Self.install)
        case .failure(let error) where error.code == .notServed || error.code == .notFound:
            return .no(name, "it is not installed", Self.install)
        case .failure(let error): return unknown(name, error)
        }
    }

    private func importer() async -> Finding {
        let name = "CDI"
        let found = await ask { client throws(KubernetesError) in
            try await client.list(ImporterInstallation.self, .containerizedDataImporters).items
        }
        let remedy = "Machines that name DataVolumes need it; containerDisks do without."
        switch found {
        case .success(let items):
            guard let status = items.first?.status, status.phase == "Deployed" else {
                return .less(name, "its kinds are known, and it is not deployed (kubectl get cdi)", remedy)
            }
            return .yes(name, status.observedVersion ?? "of an unknown version")
        case .failure(let error) where error.code == .notServed || error.code == .notFound:
            return .less(name, "it is not installed", remedy)
        case .failure(let error): return unknown(name, error)
        }
    }
}
