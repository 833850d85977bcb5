import KubeVirt
import Testing

struct FileSystemsTests {
    @Test("file systems are served at sockets by programs beside the machine")
    func fileSystems() throws {
        let lines = try Node.devices("filesystem") {
            $0.filesystems = [.init(name: "data", virtiofs: .init()), .init(name: "more", virtiofs: .init())]
        }
        #expect(
            lines
                == ["data", "more"].map {
                    "<filesystem type='mount' accessMode='passthrough'><driver type='virtiofs' queue='1024'/>"
                        + "<source socket='/var/run/kubevirt/virtiofs-containers/\($0).sock'/><target dir='\($0)'/></filesystem>"
                })
    }
}
