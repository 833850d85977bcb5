import Fixtures
import Machines
import MayflyTestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct CloudInitLookTests {
    private let clock = ManualClock()

    /// Waits for cloud-init in a guest whose `cloud-init status` writes this; the message of the failure, or nil.
    private func wait(
        _ output: String, status: Int32 = 0, absent: Bool = false, files: [String: String] = [:]
    ) async throws -> String? {
        let cloudInit: FakeProgram = { call in
            await call.print(output)
            return status
        }
        let tail: FakeProgram = { call in
            await call.print(
                call.arguments.last == "/var/log/cloud-init.log"
                    ? "DEBUG: fine\nWARNING: Running module runcmd failed\n" : "bash: oops: not found\n")
            return 0
        }
        let programs = absent ? [:] : ["cloud-init": cloudInit, "tail": tail]
        let host = FakeHost(clock: clock, programs: programs) { guest in
            for (path, text) in files { guest.put(text, at: "/run/cloud-init/" + path) }
            guest.answer()
        }
        let machine = try await FakeProvider(on: host).create(
            .fake(ready: [.cloudInit(CloudInitCondition())]), options: MachineOptions(), timeline: Timeline())
        try await machine.start()
        let waiting = Task { try await machine.waitUntilReady() }
        if output.contains("running") || output == "not asked" {
            await clock.waitForSleepers(2)
            clock.advance(by: .seconds(600))
        }
        let result = await waiting.result
        await machine.delete()
        do {
            try result.get()
            return nil
        } catch let error as MachineError {
            return error.message
        }
    }

    @Test(arguments: [
        #"{"status": "done", "errors": [], "detail": "DataSourceNoCloud [seed=/dev/vdb]", "datasource": "nocloud", "schemas": {"1": {}}}"#,
        #"{"status": "done", "extended_status": "degraded done", "errors": [], "recoverable_errors": {"DEPRECATED": ["x"]}}"#,
        "status: done\nboot_status_code: enabled-by-generator\nlast_update: x\ndetail:\nDataSourceNoCloud\n",
    ])
    func `done is done, warnings or not`(output: String) async throws {
        #expect(try await wait(output) == nil)
    }

    @Test(arguments: [
        #"{"status": "error", "errors": ["('scripts-user', RuntimeError('x'))"], "detail": "y"}"#,
        #"{"status": "done", "extended_status": "degraded done", "errors": [], "recoverable_errors": {"ERROR": ["('scripts-user', RuntimeError('x'))"]}}"#,
        "status: error\ndetail:\n('scripts-user', RuntimeError('x'))\n",
    ])
    func `errors fail at once and quote the logs`(output: String) async throws {
        let message = try #require(try await wait(output, status: 1))
        #expect(
            message.hasPrefix(
                """
                cannot get ready
                  failed: cloud-init has finished: cloud-init ended with errors
                    | ('scripts-user', RuntimeError('x'))
                    | /var/log/cloud-init.log:
                    |   WARNING: Running module runcmd failed
                    | /var/log/cloud-init-output.log:
                    |   bash: oops: not found
                """), "\(message)")
    }

    @Test func `disabled and absent have words of their own`() async throws {
        let disabled = try await wait(#"{"status": "disabled", "detail": "no datasource found", "errors": []}"#)
        #expect(
            disabled?.contains("cloud-init is disabled in the guest (no datasource found): give the machine") == true)
        let absent = try await wait("", absent: true)
        #expect(absent?.contains("there is no cloud-init in the guest") == true)
    }

    @Test func `while it runs it says at which stage`() async throws {
        let message = try await wait(
            #"{"status": "running", "detail": "Running in stage: modules-config", "errors": []}"#)
        #expect(message?.contains("last seen: cloud-init says running (Running in stage: modules-config)") == true)
    }

    @Test func `while its own files say that it works, it is not asked`() async throws {
        let stage =
            #"{"v1": {"stage": "modules-config", "init": {"errors": [], "start": 1.5, "finished": 2}, "datasource": null}}"#
        let busy = try await wait("not asked", files: ["status.json": stage, "enabled": ""])
        #expect(busy?.contains("last seen: cloud-init is at its stage modules-config") == true)
        let early = try await wait("not asked", files: ["enabled": ""])
        #expect(early?.contains("last seen: cloud-init has not begun yet") == true)
    }

    @Test func `once they say that it is done or in trouble, it is asked`() async throws {
        let done = #"{"status": "done", "errors": []}"#
        #expect(try await wait(done, files: ["status.json": "{}", "result.json": "{}"]) == nil)
        let trouble = #"{"v1": {"stage": "init", "init-local": {"errors": ["x"]}}}"#
        let failed = try await wait(
            #"{"status": "error", "errors": ["x"]}"#, status: 1, files: ["status.json": trouble])
        #expect(failed?.contains("cloud-init ended with errors") == true)
    }
}
