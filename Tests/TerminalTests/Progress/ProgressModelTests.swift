import Testing

@testable import Terminal

@Suite struct ProgressModelTests {
    private let live = TerminalStyle(isLive: true, hasColour: false, width: 80)

    @Test("an operation shorter than a second writes nothing", arguments: [true, false])
    func short(isLive: Bool) {
        var model = ProgressModel("image", style: TerminalStyle(isLive: isLive, hasColour: false), at: .seconds(5))
        #expect(model.tick(at: .milliseconds(5_999)) == "")
        #expect(model.finish(at: .milliseconds(5_999), succeeded: true) == "")
    }

    @Test("on a terminal a line with a bar is drawn again and again")
    func bar() {
        var model = ProgressModel("image", style: live, at: .zero)
        model.amount = .bytes(512 << 20, of: 1 << 30)
        #expect(
            model.tick(at: .seconds(2)) == "\r" + "image  [██████████          ]  50%  512 MiB of 1.0 GiB  2 s\u{1b}[K")
        #expect(model.finish(at: .milliseconds(2_500), succeeded: true) == "\r\u{1b}[Kimage: done in 2.5 s\n")
    }

    @Test("a stage that is done leaves a line on a terminal where that is wanted")
    func keptStages() {
        var model = ProgressModel("image", style: live, keepsStages: true, at: .zero)
        #expect(model.enter("one", at: .milliseconds(200)) == "")
        #expect(model.enter("two", at: .seconds(2)) == "\r\u{1b}[Kimage: one: done in 1.8 s\n")
        #expect(model.tick(at: .seconds(3)) == "\rimage: two  3 s\u{1b}[K")
        #expect(
            model.finish(at: .seconds(4), succeeded: false)
                == "\r\u{1b}[Kimage: two: failed in 2.0 s\n\r\u{1b}[Kimage: failed in 4.0 s\n")
    }

    @Test("a narrow terminal loses the bar first, then the end of the line")
    func narrow() {
        var model = ProgressModel("image", style: TerminalStyle(isLive: true, hasColour: false, width: 30), at: .zero)
        model.amount = .items(1, of: 4)
        #expect(model.tick(at: .seconds(2)) == "\rimage  25%  1 of 4  2 s\u{1b}[K")
        model.amount = .bytes(512 << 20, of: 1 << 30)
        #expect(model.tick(at: .seconds(2)) == "\rimage  50%  512 MiB of 1.0 Gi\u{1b}[K")
    }

    @Test("in a log a line comes after one second and then every ten")
    func log() {
        var model = ProgressModel("image", style: .plain, at: .zero)
        #expect(model.tick(at: .seconds(1)) == "image ...\n")
        #expect(model.tick(at: .seconds(5)) == "")
        model.amount = .items(3, of: 4)
        #expect(model.tick(at: .seconds(11)) == "image ...  75%  3 of 4  11 s\n")
        #expect(model.finish(at: .seconds(12), succeeded: false) == "image: failed in 12.0 s\n")
        #expect(model.tick(at: .seconds(30)) == "")
    }

    @Test("stages are told by name, in a log as soon as they begin")
    func stages() {
        var model = ProgressModel("image", style: .plain, at: .zero)
        #expect(model.enter("bootstrap", at: .zero) == "")
        model.amount = .share(0.25)
        #expect(model.tick(at: .seconds(1)) == "image: bootstrap ...  25%  1 s\n")
        #expect(model.enter("bootstrap", at: .seconds(2)) == "")
        #expect(model.enter("disk", at: .seconds(3)) == "image: disk ...\n")
        model.amount = .share(0.5)
        #expect(model.tick(at: .seconds(13)) == "image: disk ...  50%  13 s\n")
        #expect(model.finish(at: .seconds(14), succeeded: true) == "image: done in 14.0 s\n")
    }

    @Test("amounts that make no sense do not trap")
    func nonsense() {
        var model = ProgressModel("image", style: live, at: .zero)
        model.amount = .bytes(5, of: 0)
        #expect(model.tick(at: .seconds(1)) == "\rimage  5 bytes of 0 bytes  1 s\u{1b}[K")
        model.amount = .items(9, of: 3)
        #expect(model.tick(at: .seconds(1)).contains("100%"))
        model.amount = .items(-1, of: 3)
        #expect(model.tick(at: .seconds(1)).contains("0%"))
    }
}
