import Fixtures
import HTTP
import KubeVirt
import Kubeconfig
import Kubernetes
import Machines
import MayflyTestSupport
import Testing

@testable import ClusterProvider

/// Whether images can come to a cluster: servers of the test's own stand for its API and for CDI's proxy.
@Suite struct ImageDoctorTests {
    /// A doctor of a cluster whose CDI says this of itself; 404 where that is nil.
    private func doctor(
        _ config: String?, supply: StandInDisks? = nil, fixtures: [Fixture] = [], status: Int = 404,
        _ change: (inout ClusterSettings) -> Void = { _ in }
    ) throws -> (ClusterDoctor, StubServer) {
        let server = try StubServer { _, _ in
            config.map { .init(200, ["Content-Type": "application/json"], text: $0) } ?? .init(status, text: "no")
        }
        let scratch = Scratch("doctor")
        let file = try scratch.write(
            "kubeconfig",
            """
            clusters: [{name: c, cluster: {server: '\(server.url)'}}]
            users: [{name: u, user: {}}]
            contexts: [{name: x, context: {cluster: c, user: u, namespace: ci}}]
            current-context: x
            """)
        let client = KubernetesClient(try ClusterAccess.find(file: file, environment: [:]))
        var settings = ClusterSettings(environment: [:])
        change(&settings)
        return (ClusterDoctor(client, settings: settings, supply: supply, fixtures: fixtures), server)
    }

    private func config(_ url: String) -> String {
        #"{"metadata":{"name":"config"},"status":{"uploadProxyURL":"\#(url)"}}"#
    }

    private func finding(_ config: String?, upload: Bool = false) async throws -> Finding? {
        let (doctor, server) = try doctor(config) { if upload { $0.images.way = .upload(ClusterVolume()) } }
        defer { withExtendedLifetime(server) {} }
        return await doctor.uploadProxy()
    }

    private static func fixture(_ url: String, _ cluster: ClusterImage? = nil) -> Fixture {
        var fixture = Fixture.fakeOnCluster()
        fixture.image = FixtureImage(source: .registry(RegistrySource(url: url)), cluster: cluster)
        return fixture
    }

    @Test(arguments: [400, 401, 403])
    func `a proxy that lets nobody in without a token answers, and is sent nothing`(status: Int) async throws {
        let proxy = try StubServer { _, _ in .init(status) }
        let found = try #require(try await finding(config(proxy.url)))
        #expect(found.status == .yes && found.detail.contains(proxy.url))
        let request = try #require(proxy.requests.first)
        #expect(request.method == "POST" && request.target == "/v1beta1/upload-async")
        #expect(request.body.isEmpty && request.headers["authorization"] == nil)
    }

    @Test(arguments: [(404, "kubectl port-forward"), (200, "kubectl port-forward"), (503, "cdi-uploadproxy")])
    func `what answers there and is no proxy of CDI's is told with its remedy`(status: Int, remedy: String) async throws
    {
        let other = try StubServer { _, _ in .init(status, text: "hello") }
        let found = try #require(try await finding(config(other.url)))
        #expect(found.status == .less && found.detail.contains(other.url) && found.detail.contains("uploads need it"))
        #expect(found.remedy?.contains(remedy) == true)
    }

    @Test func `a proxy that is not reached is less, and a lack where images are uploaded`() async throws {
        let port = try LoopbackPort()
        let address = "http://127.0.0.1:\(port.number)"
        let found = try #require(try await finding(config(address)))
        #expect(found.status == .less && found.remedy?.contains("kubectl port-forward") == true)
        #expect(try await finding(config(address), upload: true)?.status == .no)
    }

    @Test func `without an address, without the right to see it, and without CDI`() async throws {
        let unknown = try #require(try await finding(#"{"metadata":{"name":"config"}}"#))
        #expect(unknown.detail.contains("status.uploadProxyURL") && unknown.remedy?.contains("--upload-proxy") == true)
        let (forbidden, server) = try doctor(nil, status: 403)
        let found = try #require(await forbidden.uploadProxy())
        withExtendedLifetime(server) {}
        #expect(found.remedy?.contains("mayfly cluster rbac --feature images") == true)
        // CDI's own finding says it.
        #expect(try await finding(nil) == nil)
    }

    @Test func `a registry that takes pushes is one, and that nodes are not asked is said`() async throws {
        let disks = StandInDisks(count: 8)
        let place = ClusterRepository(repository: "registry.example/ci")
        let (doctor, _) = try doctor(nil, supply: disks) { $0.images.way = .containerDisk(place) }
        let found = await doctor.registries()
        #expect(found.map(\.status) == [.yes])
        #expect(found[0].detail.contains("registry.example/ci takes images from here"))
        #expect(found[0].detail.contains("by digest") && found[0].detail.contains("nobody can tell from here"))
    }

    @Test func `a registry that takes none is a lack, with its words and a remedy`() async throws {
        var disks = StandInDisks(count: 8)
        disks.refusal = "who are you?"
        let fixture = Self.fixture(
            "docker://registry.example/a:1", .containerDisk(ClusterRepository(repository: "registry.example/ci")))
        let (doctor, _) = try doctor(nil, supply: disks, fixtures: [fixture, fixture])
        let found = await doctor.registries()
        #expect(found.map(\.status) == [.no])
        #expect(found[0].detail.contains("who are you?") && found[0].remedy?.contains("docker login") == true)
        let (nobody, _) = try self.doctor(nil, fixtures: [fixture])
        #expect(await nobody.registries().map(\.status) == [.less])
    }

    @Test func `an image that nodes pull by its name is looked for`() async throws {
        var disks = StandInDisks(count: 8)
        disks.pushed = ["registry.example/a:1"]
        let fixtures = ["a:1", "b:1"].map { Self.fixture("docker://registry.example/\($0)") }
        let (doctor, _) = try doctor(nil, supply: disks, fixtures: fixtures)
        let found = await doctor.registries()
        #expect(found.map(\.status) == [.yes, .no])
        #expect(found[1].detail.contains("registry.example/b:1 is not there"))
        // One image for all, whatever the fixtures say.
        let image = "registry.example/a:1"
        let (told, _) = try self.doctor(nil, supply: disks, fixtures: fixtures) { $0.containerDisk = image }
        #expect(await told.registries().map(\.status) == [.yes])
        disks.refusal = "no way"
        let (unseen, _) = try self.doctor(nil, supply: disks) { $0.containerDisk = image }
        let less = await unseen.registries()
        #expect(less.map(\.status) == [.less] && less[0].remedy?.contains("imagePullSecret") == true)
    }

    @Test func `where nobody names a registry there is nothing to say of one`() async throws {
        let (doctor, _) = try doctor(nil, supply: StandInDisks(count: 8)) { $0.images.way = .upload(ClusterVolume()) }
        #expect(await doctor.registries() == [])
    }
}
