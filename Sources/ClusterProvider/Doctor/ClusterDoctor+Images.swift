import Fixtures
import Kubernetes
import Machines

/// How images come there.
extension ClusterDoctor {
    /// The proxy that uploads go to, from here; nil without CDI, of which another finding tells.
    func uploadProxy() async -> Finding? {
        let name = "upload proxy"
        let needsIt = ways.contains { if case .upload = $0 { true } else { false } }
        func lack(_ detail: String, _ remedy: String) -> Finding {
            needsIt ? .no(name, detail, remedy) : .less(name, "\(detail); uploads need it", remedy)
        }
        let found: UploadProxy?
        do throws(KubernetesError) {
            found = try await UploadProxy.lookUp(settings.images, with: client)
        } catch {
            switch error.code {
            case .notServed: return nil
            case .forbidden:
                return lack(
                    "we may not ask CDI where it is (\(error.operation))",
                    "Have an administrator allow it (mayfly cluster rbac --feature images), or say where it is "
                        + "(--upload-proxy URL).")
            default: return unknown(name, error)
            }
        }
        guard let proxy = found else { return lack(UploadProxy.unknown, UploadProxy.remedy) }
        guard let obstacle = await proxy.obstacle(settings) else { return .yes(name, "it answers at \(proxy.url)") }
        let (detail, remedy) = obstacle.finding(of: proxy)
        return lack(detail, remedy)
    }

    /// One finding for each registry that the settings or the fixtures name.
    func registries() async -> [Finding] {
        var findings: [Finding] = []
        for repository in repositories { findings.append(await pushing(to: repository)) }
        for image in images { findings.append(await pulling(image)) }
        return findings
    }

    private func pushing(to repository: String) async -> Finding {
        let name = "registry"
        guard let supply else { return .less(name, "\(repository): no image is made here", Self.makeElsewhere) }
        do throws(MachineError) {
            try supply.check(repository: repository)
            try await supply.probePush(to: repository)
            return .yes(name, "\(repository) takes images from here, for nodes to pull by digest; \(Self.unseen)")
        } catch {
            guard error.code != .unsupported else { return .less(name, "\(repository): \(error)", Self.makeElsewhere) }
            return .no(
                name, "\(repository): \(error)",
                "See that it answers from here, that its certificate is trusted (SSL_CERT_FILE), and that we may push there "
                    + "(docker login or podman login), or name another one (--cluster-image).")
        }
    }

    private func pulling(_ image: String) async -> Finding {
        let name = "registry"
        // Nodes may have another way to it, and other credentials.
        let remedy = "It is the nodes that pull it: see that they may (imagePullSecret), and that the name is right."
        guard let supply else { return .less(name, "\(image): no registry is asked here", remedy) }
        do throws(MachineError) {
            guard try await supply.isInRegistry(image) else {
                return .no(name, "\(image) is not there", "See that the name is right, and that it was pushed.")
            }
            return .yes(name, "\(image) is there; \(Self.unseen)")
        } catch {
            return .less(name, "\(image): \(error)", remedy)
        }
    }

    private static let unseen = "whether nodes reach it nobody can tell from here"
    private static let makeElsewhere = "Have images pushed by a Mayfly that makes images."

    /// How those images come there of which we know.
    private var ways: [ClusterImage] {
        guard settings.containerDisk == nil else { return [] }
        let told = fixtures.filter { $0.image != nil }.compactMap { settings.images.way(for: $0) }
        return told + [settings.images.way].compactMap(\.self)
    }

    /// Those that are pushed to, each once.
    private var repositories: [String] {
        let all = ways.compactMap { if case .containerDisk(let place) = $0 { place.repository } else { nil } }
        return Set(all).sorted()
    }

    /// Those that nodes pull by the names that they have, each once.
    private var images: [String] {
        if let image = settings.containerDisk { return [image] }
        let all = fixtures.compactMap { fixture -> String? in
            guard case .registry(let source)? = fixture.image?.source, settings.images.way(for: fixture) == nil
            else { return nil }
            return source.image
        }
        return Set(all).sorted()
    }
}
