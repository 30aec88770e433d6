package dev.spoor.app;

import com.sun.tools.attach.VirtualMachine;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Attaches the agent to itself while classes that it wants are loaded and have run. */
public final class AttachApp {
  private AttachApp() {}

  public static void main(String[] args) throws Exception {
    run();
    System.out.println("attach");
    VirtualMachine machine = VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
    machine.loadAgent(args[0]);
    machine.detach();
    run();
  }

  private static void run() throws Exception {
    FutureTask<String> task = new FutureTask<>(new Job());
    task.run();
    System.out.println(task.get());
  }

  /** Has a wanted supertype. */
  static final class Job implements Callable<String> {
    @Override
    public String call() {
      return "done";
    }
  }
}
