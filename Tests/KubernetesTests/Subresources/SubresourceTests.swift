import Glibc
import Kubernetes
import MayflyTestSupport
import Offload
import Synchronization
import Testing

/// The client against a stand-in for KubeVirt's subresources.
@Suite struct SubresourceTests {
    /// A machine whose console greets and gives back what is typed, and whose port 7 is such an echo too.
    private func echo() -> StubSubresources.Machine {
        let dial: @Sendable () async throws -> any ByteStream = {
            let (mine, theirs) = try bytePipe()
            Task {
                try? await mine.write(Array("login: ".utf8))
                while let bytes = try? await mine.read(atMost: 4096), !bytes.isEmpty { try? await mine.write(bytes) }
                mine.close()
            }
            return theirs
        }
        return StubSubresources.Machine(
            console: dial,
            port: { port in
                guard port == 7 else { throw StubSubresources.Missing() }
                return try await dial()
            })
    }

    private func read(_ stream: any ByteStream, _ count: Int) async throws -> String {
        var bytes: [UInt8] = []
        while bytes.count < count, case let more = try await stream.read(atMost: 64 << 10), !more.isEmpty {
            bytes += more
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func failure(
        _ refusal: StubServer.Answer? = nil, _ body: (KubernetesClient) async throws(KubernetesError) -> Void
    ) async throws -> KubernetesError? {
        let machine = echo()
        let server = try await StubSubresources(fault: { _, _ in refusal.map(StubSubresources.Fault.refusal) }) {
            $1 == "vm" ? machine : nil
        }
        let client = try server.client()
        do throws(KubernetesError) { try await body(client) } catch { return error }
        return nil
    }

    @Test func `a console is typed on, and a port is spoken to, in the namespace that is meant`() async throws {
        let machine = echo()
        let server = try await StubSubresources { _, _ in machine }
        let client = try server.client()
        let console = try await client.openConsole(of: "vm")
        #expect(try await read(console, 7) == "login: ")
        try await console.write(Array("root\n".utf8))
        #expect(try await read(console, 5) == "root\n")
        let port = try await client.openPort(7, of: "vm", in: "other")
        #expect(try await read(port, 7) == "login: ")
        console.close()
        port.close()
        let root = "/apis/subresources.kubevirt.io/v1/namespaces"
        #expect(
            server.server.requests.map(\.target) == [
                "\(root)/work/virtualmachineinstances/vm/console",
                "\(root)/other/virtualmachineinstances/vm/portforward/7",
            ])
        #expect(server.server.requests.allSatisfy { $0.headers["authorization"] == "Bearer t0" })
    }

    @Test(.requires(.program("nginx"), .program("openssl"))) func `it is the same by TLS`() async throws {
        let machine = echo()
        let server = try await StubSubresources(tls: true) { _, _ in machine }
        let stream = try await server.client().openPort(7, of: "vm")
        #expect(try await read(stream, 7) == "login: ")
        #expect(server.url.hasPrefix("https://"))
        #expect(server.server.requests.first?.headers["x-version"] == "HTTP/1.1")
        try await server.client().put(.pause, to: "vm")
        #expect(server.server.requests.last?.headers["x-version"] == "HTTP/2.0")
    }

    @Test func `text among the bytes is not seen`() async throws {
        let machine = echo()
        let server = try await StubSubresources(fault: { _, _ in .chatter }) { _, _ in machine }
        let stream = try await server.client().openConsole(of: "vm")
        #expect(try await read(stream, 7) == "login: ")
    }

    @Test func `a stream that is cut, ended or left alone says so, and gives what came before`() async throws {
        let cases: [(StubSubresources.Fault, String)] = [
            (.cut(after: 3), "in the middle"), (.end(1011, "virt-handler restarts", after: 3), "virt-handler restarts"),
        ]
        for (fault, words) in cases {
            let machine = echo()
            let server = try await StubSubresources(fault: { _, _ in fault }) { _, _ in machine }
            let stream = try await server.client().openConsole(of: "vm")
            #expect(try await read(stream, 3) == "log")
            let error = await #expect(throws: SystemError.self) { _ = try await stream.read(atMost: 10) }
            #expect(error?.description.contains("console of work/vm") == true)
            #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        }
    }

    @Test func `a stream whose other side is gone ends by itself`() async throws {
        let machine = echo()
        let server = try await StubSubresources(fault: { _, _ in .halfOpen }) { _, _ in machine }
        let stream = try await server.client(pings: .milliseconds(20)).openConsole(of: "vm")
        let error = await #expect(throws: SystemError.self) { _ = try await stream.read(atMost: 10) }
        #expect(error?.number == ETIMEDOUT)
    }

    @Test func `a machine's end is the stream's end`() async throws {
        let server = try await StubSubresources { _, _ in
            StubSubresources.Machine(console: {
                let (mine, theirs) = try bytePipe()
                try await mine.write(Array("bye".utf8))
                mine.close()
                return theirs
            })
        }
        let stream = try await server.client().openConsole(of: "vm")
        #expect(try await read(stream, 100) == "bye")
    }

    @Test func `orders go where they belong, with the bodies that they need`() async throws {
        let orders = Mutex<[StubSubresources.Order]>([])
        let server = try await StubSubresources { _, _ in
            StubSubresources.Machine(
                put: { order in
                    orders.withLock { $0.append(order) }
                    return nil
                },
                information:
                    #"{"guestAgentVersion":"7.2","os":{"name":"Debian","kernelRelease":"6.1"},"fsFreezeStatus":"x"}"#)
        }
        let client = try server.client()
        let actions: [SubresourceAction] = [
            .pause, .unpause, .softReboot, .reset, .freeze(thawAfter: .seconds(300)), .unfreeze, .start(paused: true),
            .stop(gracePeriod: .zero), .stop(gracePeriod: nil), .restart(gracePeriod: .seconds(5)),
            .freeze(thawAfter: .milliseconds(500)), .freeze(thawAfter: .seconds(-1)),
            .stop(gracePeriod: .milliseconds(1001)),
        ]
        for action in actions { try await client.put(action, to: "vm") }
        let vmi = "virtualmachineinstances"
        let vm = "virtualmachines"
        let told = orders.withLock { $0 }
        #expect(
            told.map { "\($0.resource)/\($0.verb) \($0.body)" } == [
                "\(vmi)/pause {}", "\(vmi)/unpause {}", "\(vmi)/softreboot ", "\(vmi)/reset ",
                #"\#(vmi)/freeze {"unfreezeTimeout":"300s"}"#, "\(vmi)/unfreeze ", #"\#(vm)/start {"paused":true}"#,
                #"\#(vm)/stop {"gracePeriod":0}"#, "\(vm)/stop {}", #"\#(vm)/restart {"gracePeriodSeconds":5}"#,
                #"\#(vmi)/freeze {"unfreezeTimeout":"1s"}"#, #"\#(vmi)/freeze {"unfreezeTimeout":"0s"}"#,
                #"\#(vm)/stop {"gracePeriod":2}"#,
            ])
        #expect(told.allSatisfy { $0.namespace == "work" && $0.name == "vm" })
        let guest = try await client.guestInformation(of: "vm")
        #expect(guest.os?.name == "Debian")
        #expect(guest.guestAgentVersion == "7.2")
    }

    private static let phase = "Unable to connect to VirtualMachineInstance because phase is Pending instead of Running"

    @Test func `a refusal is told by what it means, with what to do about it`() async throws {
        let cases: [(StubServer.Answer, KubernetesError.Code, String)] = [
            (
                StubSubresources.status(400, "BadRequest", Self.phase), .notRunning,
                "phase is Pending instead of Running. Wait"
            ),
            (StubSubresources.status(409, "Conflict", "VMI is paused", name: "vm"), .paused, "Unpause it first"),
            (StubSubresources.status(409, "Conflict", "VMI is not running", name: "vm"), .notRunning, "or start it"),
            (
                StubSubresources.status(409, "Conflict", "VM is already running", name: "vm"), .conflict,
                "already running"
            ),
            (StubSubresources.status(403, "Forbidden", "cannot get"), .forbidden, "administrator"),
            (
                StubSubresources.status(500, "InternalError", "dialing VM: refused"), .refusedByGuest,
                "listen at that port"
            ),
            (StubSubresources.status(500, "InternalError", "boom"), .server, "boom"),
            (.init(502, text: "<html>bad gateway</html>"), .server, "bad gateway"),
            (.init(404, text: "404 page not found"), .notServed, "is KubeVirt installed there"),
        ]
        for (answer, code, words) in cases {
            let stream = try await failure(answer) { client throws(KubernetesError) in
                _ = try await client.openPort(22, of: "vm")
            }
            #expect(stream?.code == code)
            #expect(stream?.description.contains(words) == true, "\(String(describing: stream))")
            #expect(
                stream?.operation == "open portforward/22 of virtualmachineinstances.subresources.kubevirt.io work/vm")
            let put = try await failure(answer) { client throws(KubernetesError) in
                try await client.put(.pause, to: "vm")
            }
            #expect(put?.code == code)
            let guest = try await failure(answer) { client throws(KubernetesError) in
                _ = try await client.guestInformation(of: "vm")
            }
            // What is only read is asked again, with the same answer.
            #expect(guest?.code == code)
        }
    }

    @Test func `a machine that is not there, and a port at which nobody listens, are told apart`() async throws {
        let missing = try await failure { client throws(KubernetesError) in _ = try await client.openConsole(of: "no") }
        #expect(missing?.code == .notFound)
        let silent = try await failure { client throws(KubernetesError) in _ = try await client.openPort(8, of: "vm") }
        #expect(silent?.code == .refusedByGuest)
    }

    @Test func `a server that is too busy is asked again, and who is not known stays out`() async throws {
        let machine = echo()
        let server = try await StubSubresources(fault: { _, number in
            number == 0 ? .refusal(.init(429, ["Retry-After": "0"])) : nil
        }) { _, _ in machine }
        let stream = try await server.client().openPort(7, of: "vm")
        #expect(try await read(stream, 7) == "login: ")
        let unknown = try await failure(StubSubresources.status(401, "Unauthorized", "who?")) {
            client throws(KubernetesError) in _ = try await client.openConsole(of: "vm")
        }
        #expect(unknown?.code == .unauthorized)
    }
}
